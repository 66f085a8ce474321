//! Words for what a company does, as data: which words mean the same trade.
//!
//! A trade tells two companies apart ("Hill Dental", "Hill Motors"), but its wording does not ("Dentists").

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Bound,
    sync::LazyLock,
};

use super::hashing::FastState;

/// One trade a line, its words parted by bars, as [`super::tokens`] writes them: folded, in American spelling, without
/// abbreviations.
const TRADES: &[&str] = &[
    "accountants|accountant|accountancy|accounting|accounts|chartered accountants|certified public accountants|cpa|cpas|bookkeeping|bookkeepers|bookkeeper|auditors|audit|tax|tax advisers|tax consultants|steuerberater|steuerberatung|expert comptable|expertise comptable|comptables|commercialisti|contabilidad|asesores|asesoria",
    "law|legal|lawyers|lawyer|solicitors|solicitor|attorneys|attorney|attorneys at law|attorney at law|law firm|law office|law offices|law group|legal services|barristers|advocates|advocate|notary|notaries|conveyancing|rechtsanwalte|rechtsanwalt|kanzlei|avocats|avocat|abogados|advocaten|avvocati|advokater|advokatfirma",
    "dental|dentist|dentists|dentistry|dental care|dental practice|dental center|dental clinic|dental surgery|dental group|family dental|family dentistry|dental studio|orthodontics|orthodontist|orthodontists|zahnarzt|zahnarztpraxis|zahnarzte|dentaire|dental office|dentista|tandarts|tandartsen|odontologia",
    "veterinary|vet|vets|veterinarian|veterinarians|veterinary surgery|veterinary clinic|veterinary center|veterinary practice|veterinary hospital|veterinary group|animal hospital|animal clinic|tierarzt|tierarztpraxis|veterinaire|dierenarts",
    "medical|medical center|medical practice|medical clinic|medical group|clinic|surgery|doctors|physicians|health center|health care|healthcare|health|medicine|general practice|family practice|family medicine|arztpraxis|arzt|medecins|huisartsen|medico",
    "hospital|hospitals|klinikum|klinik|clinique|krankenhaus|infirmary",
    "pharmacy|pharmacies|chemist|chemists|drugstore|pharmacists|apotheke|pharmacie|farmacia|apotheek|pharma|pharmaceuticals|pharmaceutical",
    "optical|optician|opticians|optometrist|optometrists|optometry|eyecare|eye care|vision|vision care|optik|optiker|opticien|optica",
    "physiotherapy|physio|physiotherapist|physiotherapists|physiotherapy clinic|physical therapy|physiotherapie|osteopathy|osteopaths|chiropractic|chiropractors|rehabilitation",
    "care|care home|care homes|nursing home|nursing homes|nursing|residential home|residential care|home care|homecare|care services|care center|elderly care|pflegedienst|seniorenheim|zorg|assisted living",
    "hotel|hotels|inn|inns|lodge|guest house|guesthouse|hospitality|resort|resorts|gasthof|gasthaus|hostel|hostels|motel|albergo",
    "restaurant|restaurants|cafe|cafes|bistro|diner|grill|kitchen|pizzeria|ristorante|trattoria|brasserie|coffee|coffee house|coffee shop|eatery|takeaway|tavern|pub",
    "brewery|breweries|brewing|brewing company|brewers|brauerei|brasserie artisanale|distillery|distillers|winery|wines|wine merchants|vineyard|vineyards",
    "bakery|bakeries|bakers|bakehouse|patisserie|backerei|boulangerie|panaderia|bakkerij|confectionery|confectioners",
    "butchers|butchery|meats|meat|fishmongers",
    "food|foods|food services|groceries|grocers|grocery|supermarket|supermarkets|provisions|wholesale foods|lebensmittel",
    "catering|caterers|caterer|catering services|events|event management|events management",
    "cleaning|cleaners|cleaner|cleaning services|cleaning company|janitorial|janitorial services|laundry|dry cleaners|dry cleaning|gebaudereinigung|reinigung|nettoyage|schoonmaak|facility services",
    "construction|constructions|constructors|builders|builder|building|building contractors|building services|building company|contractors|contractor|contracting|general contractors|civil engineering|bau|bauunternehmen|hochbau|tiefbau|baugesellschaft|bouw|bouwbedrijf|construcciones|costruzioni|batiment|home builders|housebuilders|developers|developments|development",
    "plumbing|plumbers|plumber|plumbing heating|plumbing and heating|plumbing services|heating|heating services|heating and plumbing|boilers|sanitar|heizung|heizungsbau|plomberie|loodgieters",
    "electrical|electricians|electrician|electric|electrical services|electrical contractors|electrics|electrical engineers|elektro|elektrotechnik|electricite|elektriker",
    "roofing|roofers|roofer|roofing contractors|roofing services|roofs|dachdecker|couverture|dakdekkers",
    "joinery|joiners|carpentry|carpenters|woodwork|cabinet makers|cabinets|kitchens|kitchens and bathrooms|bathrooms|schreinerei|tischlerei|menuiserie|timmerwerken|furniture",
    "painting|painters|decorators|decorating|painters and decorators|painting and decorating|maler|malerbetrieb|peinture|schilders|plastering|plasterers|flooring|floors|tiles|tiling",
    "air conditioning|refrigeration|hvac|cooling|ventilation|kaltetechnik|klima",
    "landscapes|landscape|landscaping|landscapers|landscape gardeners|gardens|garden|gardening|gardeners|garden center|garden centers|nursery|nurseries|tree services|tree surgeons|gartenbau|galabau|hoveniers|horticulture|grounds maintenance",
    "architects|architect|architecture|architectural|architectural design|architectural services|architekten|architekturburo|architectes|architetti|arquitectos|arkitekter",
    "surveyors|surveyor|surveying|chartered surveyors|quantity surveyors",
    "engineering|engineers|engineer|engineering services|engineering solutions|consulting engineers|ingenieurburo|ingenieure|ingenieria|ingegneria|fabrication|fabrications|precision engineering|maschinenbau|welding",
    "manufacturing|manufacturers|manufacturer|manufacture|production|productions|products|factory|industries|industrial|industry|industrie|fabrik|fabriek|fabrica",
    "steel|metals|metal|metalwork|foundry|stahlbau|metallbau|alloys|castings",
    "plastics|plastic|polymers|rubber|packaging|packing|containers",
    "chemicals|chemical|coatings|paints",
    "textiles|textile|fabrics|clothing|apparel|fashion|fashions|garments|shoes|footwear|leather",
    "logistics|transport|transportation|haulage|hauliers|haulier|freight|freight services|trucking|shipping|couriers|courier|removals|movers|moving|storage|warehousing|distribution|distributors|forwarding|spedition|spediteur|transports|logistik|logistique|logistica|transporten",
    "automotive|autos|auto|motors|motor|motor company|garage|garages|cars|car sales|auto repair|auto repairs|auto services|vehicle services|vehicles|autohaus|tyres|tires|body shop|mot center|autobedrijf|car dealership|car dealers",
    "taxi|taxis|cabs|car hire|rental|rentals|hire|plant hire|tool hire|leasing",
    "travel|travels|travel agency|travel agents|tours|tourism|holidays|reisen|reiseburo|voyages|viajes|viaggi",
    "insurance|insurances|insurance services|insurance brokers|insurance broker|insurance agency|insurance group|insurers|assurance|assurances|underwriters|underwriting|versicherungen|versicherung|seguros|verzekeringen|assicurazioni|risk management",
    "financial services|financial planning|financial advisers|financial advisors|financial management|financial group|financial|finance|wealth management|wealth|wealth planning|investments|investment|investment management|asset management|capital|capital management|capital partners|mortgages|mortgage|mortgage services|finanz|finanzberatung|pensions|securities|funds|ventures|equity|private equity",
    "bank|banking|bancorp|bancshares|savings bank|credit union|building society|sparkasse|volksbank|banque|banco|banca",
    "recruitment|recruiters|recruiting|recruitment services|recruitment agency|staffing|staffing services|staffing solutions|resourcing|personnel|personnel services|employment|employment agency|talent|human resources|personaldienstleistungen|zeitarbeit|uitzendbureau|workforce",
    "estate agents|estate agent|estate agency|estates|estate|lettings|letting agents|real estate|realty|realtors|realtor|property|properties|property services|property management|property group|property company|housing|housing association|immobilien|immobilier|immobiliaria|immobiliare|makelaars|homes and property",
    "security|security services|security solutions|security systems|guarding|alarms|protection|protection services|wachdienst|sicherheit|sicherheitsdienst|locksmiths|fire and security|fire protection",
    "printing|printers|print|print services|printing services|print solutions|graphics|signs|signage|druck|druckerei|imprimerie|drukkerij|imprenta|lithographers|copy center",
    "publishing|publishers|publisher|publications|verlag|editions|uitgeverij|newspapers|magazines|bookshop|booksellers",
    "marketing|marketing agency|marketing services|marketing group|creative|creative agency|creative studio|creatives|media|media group|advertising|advertising agency|public relations|communications|branding|digital|digital marketing|digital agency|studio|studios|design|design studio|designs|designers|designer|werbeagentur|werbung|agence|promotions",
    "film|films|pictures|video|broadcasting|television|radio|entertainment|music|theater|theatre|cinema|photography|photographers|photographer|gallery|galleries|arts",
    "consulting|consultants|consultant|consultancy|consulting services|consulting group|consultancy services|advisory|advisory services|advisers|advisors|beratung|unternehmensberatung|conseil|conseils|consultores|consulenza|advies|business consulting|management consulting|management consultants",
    "technologies|technology|technology services|technology solutions|technology group|tech|technologie|technik|tecnologia|software|software solutions|software services|software development|cloud|cloud services|web|web design|internet|edv|informatik|informatique|computers|computer|computer services|computer systems|computing|it|it services|it solutions|it support|it systems|data|data systems|information systems|information technology|network|networks|networking|data services|systems|system|systems group|systemes|sistemas|sistemi|systeme",
    "telecom|telecoms|telecommunications|telephone|telephones|wireless|mobile|telekom|cellular|telephony",
    "electronics|electronic|semiconductor|semiconductors|instruments|instrument|controls|devices|microsystems|elektronik|components|circuits|optics|photonics|lasers|laser",
    "energy|solar|renewables|oil and gas|petroleum|utilities|utility|electricity|energie|energia|fuels|resources|mining|minerals|exploration|drilling|pipeline|lighting|lights",
    "water|waste|waste management|recycling|environmental|environmental services|skip hire|entsorgung|demolition|drainage",
    "laboratories|laboratory|labs|lab|research|diagnostics|biotech|biotechnology|sciences|science|life sciences|therapeutics|genetics|biosciences|bioscience",
    "school|schools|academy|primary school|primary academy|high school|secondary school|grammar school|preparatory school|prep school|college|colleges|university|education|educational services|learning|training|training services|training center|tuition|nursery school|day nursery|childcare|child care|kindergarten|preschool|montessori|schule|ecole|escuela|escola|scuola|institute|institut|kita|universitat",
    "charity|charitable trust|charitable foundation|charities|foundation|trust|stiftung|fondation|fundacion|fondazione|hospice|community trust|community foundation|relief",
    "church|churches|parish|ministries|ministry|diocese|cathedral|chapel|kirche|kirchengemeinde|eglise|parish church",
    "council|borough council|city council|county council|district council|town council|parish council|municipality|county|stadt|gemeinde|government|mairie",
    "club|clubs|sports club|golf club|football club|leisure|leisure center|sports|sport|fitness|golf|verein|sportverein|recreation|swimming pool",
    "association|society|federation|guild|council of|verband|chamber of commerce",
    "farm|farms|farming|farmers|agriculture|agricultural|agri|dairy|dairies|ranch|growers|orchards|bauernhof|boerderij|livestock|poultry|stables|equestrian|feeds|seeds",
    "hair|hairdressers|hairdressing|salon|salons|beauty|beauty salon|barbers|spa|friseur|coiffure|nails|cosmetics|aesthetics|skin clinic",
    "jewelry|jewelers|jeweler|watches|goldsmiths|schmuck|diamonds",
    "florists|florist|flowers|blumen|fleurs",
    "funeral directors|funeral services|funeral home|funerals|undertakers|bestattungen|crematorium",
    "toys|games|gifts|crafts|stationery|stationers|office supplies|office products|office equipment|office furniture|business machines",
    "trading|traders|import|imports|exports|export|import export|handel|handels|handelsgesellschaft|commerce|comercial|commerciale|wholesale|wholesalers|merchants|supplies|supply|suppliers|stores|store|shop|shops|retail|retailers|markets|sales|outlet|builders merchants|agencies|dealers",
    "marine|boats|boat|yachts|yacht|shipyard|boatyard|boat builders|sailing|fisheries|fishing",
    "aviation|aerospace|aircraft|airlines|airways|airport|flight|helicopters",
    "machinery|machines|machine|tools|tool|equipment|hardware|pumps|valves|bearings|hydraulics|automation|robotics|maschinen|werkzeugbau|machine tools",
    "glass|glazing|windows|doors|windows and doors|blinds|curtains|conservatories|fensterbau|vitrerie|glazers|glaziers|fencing|gates|shutters",
    "timber|lumber|sawmill|sawmills|holz|holzbau|forestry|pulp|sagewerk",
    "concrete|cement|quarry|quarries|masonry|brickwork|aggregates|surfacing|paving|scaffolding|roads|groundworks|asphalt|tarmac",
    "maintenance|repairs|repair|facilities|facilities management|facility management|property maintenance|handyman|hausverwaltung|restoration|renovation|renovations|refurbishment",
    "group|group holdings|holdings|holding|group of companies|gruppe|groupe|grupo|gruppo|beteiligungen|beteiligungsgesellschaft|konzern|groep",
    "partners|partner|partnership|associates|and partners|and associates|und partner|et associes|y asociados",
    "services|service|solutions|solution|service group|services group|dienstleistungen|diensten|servicios|servizi|management|management services|business services|business solutions|enterprises|enterprise|concepts|projects|project management|operations|global services|business|unternehmen",
    "international|worldwide|global|intercontinental|overseas|universal",
];

/// Words that stand before the name where they are at home, parted by blanks. Any other word for a trade that stands
/// there is part of what the company is called ("Computer Horizons").
const LEADING: &str = "hotel restaurant cafe bistro pizzeria ristorante trattoria brasserie gasthof gasthaus autohaus backerei \
boulangerie patisserie apotheke pharmacie farmacia klinik klinikum clinique kanzlei rechtsanwalte rechtsanwalt zahnarztpraxis \
arztpraxis tierarztpraxis garage banco banque banca sparkasse volksbank ecole escuela scuola schule stadt gemeinde mairie \
imprimerie druckerei menuiserie schreinerei tischlerei malerbetrieb dachdecker immobilien agence fondation stiftung fundacion \
fondazione taxi verein club institut makelaars notaris bouwbedrijf spedition transports elektro architekten ingenieurburo \
steuerberater reiseburo salon friseur landscape";

/// A trade, numbered by its line.
pub(super) type Trade = u8;

/// What a word that begins a trade can go on to.
struct Entry {
    words: Vec<&'static str>,
    trade: Trade,
}

/// Trades by their first word, longest first.
static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<Entry>, FastState>> =
    LazyLock::new(|| {
        let mut by_first: HashMap<&'static str, Vec<Entry>, FastState> = HashMap::default();
        for (trade, line) in (0..).zip(TRADES) {
            for wording in line.split('|') {
                let words: Vec<&str> = wording.split(' ').collect();
                by_first
                    .entry(words[0])
                    .or_default()
                    .push(Entry { words, trade });
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        by_first
    });

static LEADING_WORDS: LazyLock<HashSet<&'static str, FastState>> =
    LazyLock::new(|| LEADING.split_whitespace().collect());

/// Whether a word for a trade may stand before the name.
pub(super) fn may_lead(word: &str) -> bool {
    LEADING_WORDS.contains(word)
}

/// Trades by their wordings without the blanks.
static TOGETHER: LazyLock<BTreeMap<String, Trade>> = LazyLock::new(|| {
    let mut together = BTreeMap::new();
    for (trade, line) in (0..).zip(TRADES) {
        for wording in line.split('|') {
            together.entry(wording.replace(' ', "")).or_insert(trade);
        }
    }
    together
});

/// The trade that a text says, blanks left out.
pub(super) fn written_together(text: &str) -> Option<Trade> {
    TOGETHER.get(text).copied()
}

/// The trades of all wordings that begin with a text, blanks left out.
pub(super) fn begun_by(text: &str) -> impl Iterator<Item = Trade> + '_ {
    TOGETHER
        .range::<str, _>((Bound::Included(text), Bound::Unbounded))
        .take_while(move |(wording, _)| wording.starts_with(text))
        .map(|(_, trade)| *trade)
}

/// A word of each line that stands among the trades and names no thing that a company does.
const GENERAL: [&str; 5] = ["group", "partners", "services", "international", "trading"];

/// Whether a trade says what a company does: "Holdings" and "Services" do not.
pub(super) fn is_telling(trade: Trade) -> bool {
    GENERAL
        .iter()
        .all(|word| written_together(word) != Some(trade))
}

/// Long words for one trade each, and what is left of them when one letter goes missing.
static SLIPS: LazyLock<HashMap<String, Trade, FastState>> = LazyLock::new(|| {
    let mut slips = HashMap::default();
    for (trade, line) in (0..).zip(TRADES) {
        for word in line.split('|').filter(|word| is_long(word)) {
            for slip in without_one_letter(word) {
                slips.insert(slip, trade);
            }
            slips.insert(word.to_owned(), trade);
        }
    }
    slips
});

fn is_long(word: &str) -> bool {
    word.len() >= 6 && !word.contains(' ')
}

fn without_one_letter(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().map(|(at, c)| {
        let mut rest = word.to_owned();
        rest.replace_range(at..at + c.len_utf8(), "");
        rest
    })
}

/// The trade of a long word with a slip in it: a letter too many, too few, another or two swapped.
pub(super) fn misspelt(word: &str) -> Option<Trade> {
    if !(6..=20).contains(&word.len()) {
        return None;
    }
    SLIPS
        .get(word)
        .copied()
        .or_else(|| without_one_letter(word).find_map(|slip| SLIPS.get(slip.as_str()).copied()))
}

/// Where the word for a trade begins that a longer word ends with ("starelectrical").
pub(super) fn joined_at_end(word: &str) -> Option<usize> {
    (3..word.len().saturating_sub(6))
        .filter(|&at| word.is_char_boundary(at))
        .find(|&at| {
            BY_FIRST_WORD
                .get(&word[at..])
                .is_some_and(|entries| entries.iter().any(|entry| entry.words.len() == 1))
        })
}

/// The longest wording of a trade that begins with the word at `start`: how many words it has, and the trade.
pub(super) fn trade_at<'a>(
    word: impl Fn(usize) -> Option<&'a str>,
    start: usize,
) -> Option<(usize, Trade)> {
    let entries = BY_FIRST_WORD.get(word(start)?)?;
    let entry = entries
        .iter()
        .find(|entry| (1..entry.words.len()).all(|at| word(start + at) == Some(entry.words[at])))?;
    Some((entry.words.len(), entry.trade))
}
