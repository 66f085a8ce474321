import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { queries } from "../../../ipc/queries";
import { Section } from "../Section";
import { ProxySettings } from "./ProxySettings";
import { RootCertificates } from "./RootCertificates";

type NetworkSectionsProps = { readonly wanted: boolean; readonly halo: string | undefined };

/** The way to the network, of the whole program: proxy, test, root certificates. */
export function NetworkSections({ wanted, halo }: NetworkSectionsProps) {
  const network = useQuery(queries.network());
  return (
    <>
      <Section
        title="Network"
        hint="The way to every Halo. This computer itself is always reached directly"
        wanted={wanted && network.isSuccess}
      >
        {network.isPending && <Skeleton label="Reading the network settings" />}
        {network.isError && (
          <ErrorNotice
            inline
            error={network.error}
            title="The network settings cannot be read"
            onRetry={() => void network.refetch()}
            retrying={network.isFetching}
          />
        )}
        {network.data && <ProxySettings saved={network.data} halo={halo} />}
      </Section>
      {network.data && (
        <Section
          title="Root certificates"
          hint="Trusted beside those of this computer. Checking certificates cannot be switched off"
        >
          <RootCertificates network={network.data} />
        </Section>
      )}
    </>
  );
}
