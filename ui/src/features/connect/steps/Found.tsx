import { RefreshCw } from "lucide-react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Card } from "../../../components/Card";
import { KeyValue, type KeyValueRow } from "../../../components/KeyValue";
import { StateIcon, StateLabel } from "../../../components/StateLabel";
import type { DiscoveryDto, FoundByDto, HostingDto, HostNetworkDto } from "../../../ipc/client";
import { formatDay } from "../../../lib/format";
import s from "../Connect.module.css";

const FOUND_BY: Record<FoundByDto, string> = {
  authInfo: "Halo named it itself",
  instanceInfo: "Halo's instance details named it",
  oidc: "Halo's sign-in page named it",
  convention: "It answered at the usual place",
  typed: "Typed by you",
};

const HOSTING: Record<HostingDto, string> = {
  hosted: "Hosted by Halo",
  selfHosted: "On a server of your own",
};

const NETWORKS: Record<Exclude<HostNetworkDto, "public">, string> = {
  private: "A private network",
  thisComputer: "This computer",
};

type FoundProps = {
  readonly discovery: DiscoveryDto;
  readonly onAskAgain: () => void;
};

/** The card of step 2: where Halo is, whose it is, and what to make sure of before a secret is sent there. */
export function Found({ discovery, onAskAgain }: FoundProps) {
  return (
    <Card
      label="What was found"
      head={
        <>
          <Verdict discovery={discovery} />
          <span className="t3">{discovery.app ?? ""}</span>
          <span className="spacer" />
          <Button variant="quiet" icon={RefreshCw} onClick={onAskAgain}>
            Ask again
          </Button>
        </>
      }
    >
      {discovery.warnings.length > 0 && (
        <ul className={s["warnings"]} aria-label="Make sure of">
          {discovery.warnings.map((warning) => (
            <li key={warning}>
              <StateIcon state="lookOnce" />
              <span>{warning}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={s["facts"]}>
        <KeyValue rows={factsOf(discovery)} />
      </div>
    </Card>
  );
}

/** Green only where Halo answered at an address that has nothing odd about it. */
function Verdict({ discovery }: { discovery: DiscoveryDto }) {
  if (discovery.foundBy === "typed")
    return <StateLabel state="cannotTell" word="Taken as typed, not asked" />;
  if (discovery.warnings.length > 0) return <StateLabel state="lookOnce" word="A Halo answers: look once" />;
  return <StateLabel state="connected" word="This is a Halo" />;
}

function factsOf(discovery: DiscoveryDto): KeyValueRow[] {
  const { apiBase, authUrl, tenant, hosting, network, certificate } = discovery;
  const rows: (KeyValueRow | false)[] = [
    { term: "API host", value: <code>{apiBase}</code>, copy: apiBase },
    { term: "Authorisation", value: <code>{authUrl}</code>, copy: authUrl },
    tenant === null
      ? { term: "Tenant", value: "Halo names none; none is needed here" }
      : { term: "Tenant", value: <code>{tenant}</code>, copy: tenant },
    hosting !== null && {
      term: "Hosting",
      value: discovery.isCustomDomain ? `${HOSTING[hosting]}, under your own domain` : HOSTING[hosting],
    },
    network !== "public" && { term: "Network", value: NETWORKS[network] },
    certificate !== null && {
      term: "Certificate",
      value: `Valid until ${formatDay(certificate.validUntil)}, issued by ${certificate.issuer}`,
    },
    { term: "How it was found", value: FOUND_BY[discovery.foundBy] },
  ];
  return rows.filter((row) => row !== false);
}

type OwnDomainProps = { readonly discovery: DiscoveryDto; readonly onUse: (host: string) => void };

/** Said where the address is a custom domain: Halo's own name is the better one, if it is known. */
export function OwnDomain({ discovery, onUse }: OwnDomainProps) {
  const { originalHost, isCustomDomain } = discovery;
  if (originalHost !== null)
    return (
      <Banner
        tone="attention"
        title="The address you pasted is your own domain"
        actions={<Button onClick={() => onUse(originalHost)}>Use {originalHost} instead</Button>}
      >
        Vendors and Halo itself ask for the original name, <code>{originalHost}</code>. It keeps working when
        your own domain changes.
      </Banner>
    );
  if (!isCustomDomain) return null;
  return (
    <Banner tone="attention" title="The address you pasted is your own domain">
      Halo runs it, but did not say what it calls it. Vendors ask for the original name, such as{" "}
      <code>yourname.halopsa.com</code>: it is under API Details in Halo. This one works as long as your
      domain leads there.
    </Banner>
  );
}
