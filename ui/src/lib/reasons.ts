//! How the reasons of a pair are said, wherever they are shown. One table; no logic.

import {
  CaseUpper,
  Equal,
  EqualApproximately,
  Globe,
  Hash,
  Link,
  MessageSquare,
  Shield,
  Store,
} from "lucide-react";

export const REASONS = {
  byHand: { word: "By hand", icon: Link },
  externalId: { word: "External id", icon: Hash },
  tenantId: { word: "Tenant id", icon: Shield },
  domain: { word: "Domain", icon: Globe },
  name: { word: "Same name", icon: Equal },
  tradingName: { word: "Trading name", icon: Store },
  initials: { word: "Initials", icon: CaseUpper },
  nameInDomain: { word: "Name in domain", icon: Globe },
  branchDomain: { word: "Branch domain", icon: Globe },
  similarName: { word: "Similar name", icon: EqualApproximately },
  alias: { word: "Alias", icon: MessageSquare },
} as const;
