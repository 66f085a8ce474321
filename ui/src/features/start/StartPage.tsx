import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Play, Plus, SlidersHorizontal } from "lucide-react";
import { Button } from "../../components/Button";
import { Card, CardList } from "../../components/Card";
import { Skeleton } from "../../components/Skeleton";
import { StateLabel } from "../../components/StateLabel";
import { VendorMark } from "../../components/VendorMark";
import { WindowBar } from "../../components/WindowBar";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProfileDto, type ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { ConnectionRow } from "./ConnectionRow";
import { Notices } from "./Notices";
import s from "./Start.module.css";

export type StartDestination =
  | { readonly page: "programSettings" }
  | { readonly page: "connect"; readonly profile?: ProfileId }
  | { readonly page: "home"; readonly profile: ProfileId }
  | { readonly page: "settings"; readonly profile: ProfileId; readonly dialog?: "revoke" | "delete" };

type StartPageProps = { readonly onGo: (to: StartDestination) => void };

/** The first screen: what is connected, what may be, and the demo. */
export function StartPage({ onGo }: StartPageProps) {
  const profiles = useQuery(queries.profiles());
  return (
    <>
      <WindowBar
        plain
        title="Halyard"
        actions={
          <Button variant="quiet" icon={SlidersHorizontal} onClick={() => onGo({ page: "programSettings" })}>
            Settings
          </Button>
        }
      />
      <main className={s["main"]}>
        {profiles.isPending ? (
          <div className={s["start"]}>
            <Skeleton label="Reading the connections" />
          </div>
        ) : profiles.isError ? (
          <ErrorNotice
            error={profiles.error}
            title="The connections cannot be read"
            onRetry={() => void profiles.refetch()}
            retrying={profiles.isFetching}
          />
        ) : profiles.data.length === 0 ? (
          <FirstUse onGo={onGo} />
        ) : (
          <Connections profiles={profiles.data} onGo={onGo} />
        )}
      </main>
    </>
  );
}

function FirstUse({ onGo }: StartPageProps) {
  return (
    <div className={`${s["start"]} ${s["first"]}`}>
      <header>
        <h1 className="title1">Connect your first product</h1>
        <p className="lead">
          Halyard joins a vendor product to HaloPSA, pairs its organisations with your customers and keeps the
          pairs right. Nothing leaves this computer except what you send to your own Halo.
        </p>
      </header>
      <Notices />
      <Card
        label="HaloPSA"
        head={
          <>
            <VendorMark letters="Ha" large />
            <div className="spacer">
              <h2 className="title3">HaloPSA</h2>
              <StateLabel state="notConnected" />
            </div>
            <Button variant="primary" size="l" onClick={() => onGo({ page: "connect" })}>
              Connect
            </Button>
          </>
        }
      />
      <DemoCard
        title="Look around first"
        text="The whole journey works on it, and it can be deleted afterwards."
        onGo={onGo}
      />
    </div>
  );
}

function Connections({ profiles, onGo }: StartPageProps & { readonly profiles: readonly ProfileDto[] }) {
  // One primary at most: the first connection that was begun and not finished.
  const unfinished = profiles.find((profile) => !profile.wizardFinished);
  const hasDemo = profiles.some((profile) => profile.isDemo);
  return (
    <div className={s["start"]}>
      <header>
        <h1 className="title1">Integrations</h1>
        <p className="lead">Each connection joins one vendor product to one Halo.</p>
      </header>
      <Notices />
      <Card
        label="HaloPSA"
        head={
          <>
            <VendorMark letters="Ha" large />
            <div className="spacer">
              <h2 className="title3">HaloPSA</h2>
              <p className="t3">Tickets, statuses and seats, in both directions</p>
            </div>
            <Button icon={Plus} onClick={() => onGo({ page: "connect" })}>
              New connection
            </Button>
          </>
        }
      >
        <CardList label="Connections">
          {profiles.map((profile) => (
            <ConnectionRow key={profile.id} profile={profile} next={profile === unfinished} onGo={onGo} />
          ))}
        </CardList>
      </Card>
      {!hasDemo && (
        <DemoCard title="No Halo at hand?" text="Take the whole journey, then delete it." onGo={onGo} />
      )}
    </div>
  );
}

type DemoCardProps = StartPageProps & { readonly title: string; readonly text: string };

function DemoCard({ title, text, onGo }: DemoCardProps) {
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: async () => {
      const id = await call(commands.startDemo());
      const profiles = await queryClient.fetchQuery({ ...queries.profiles(), staleTime: 0 });
      return { id, finished: profiles.find((profile) => profile.id === id)?.wizardFinished ?? false };
    },
    onSuccess: ({ id, finished }) => onGo({ page: finished ? "home" : "connect", profile: id }),
  });
  return (
    <Card padded label={title}>
      <div className={s["demo"]}>
        <div>
          <h2 className="strong">{title}</h2>
          <p className="t2">
            A demo Halo with invented customers runs on this computer, at 127.0.0.1. {text}
          </p>
        </div>
        <Button
          icon={Play}
          onClick={() => start.mutate()}
          busy={start.isPending}
          busyWord="Starting the demo…"
        >
          Try it with a demo Halo
        </Button>
      </div>
      {start.isError && (
        <ErrorNotice
          inline
          error={start.error}
          title="The demo Halo did not start"
          onRetry={() => start.mutate()}
        />
      )}
    </Card>
  );
}
