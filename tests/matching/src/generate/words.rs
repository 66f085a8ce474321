//! What names are made of.

/// Family names.
pub(super) const SURNAMES: &str = "Abbott Acheson Adeyemi Ainsworth Alcock Almeida Amin Andersson Armitage Arrowsmith Ashby Atwood \
Bagshaw Bairstow Bakshi Ballantyne Barlow Bartosz Beaumont Beckett Bellamy Benbow Berger Bhatt Bingham Birtwistle Blackett \
Bloomfield Bolton Bosworth Bottomley Boucher Bradshaw Braithwaite Brennan Bridges Brogan Bruun Buckley Burgess Butterworth \
Calloway Carmichael Caruso Castellano Chaudhry Chisholm Clegg Colquhoun Connolly Cooper Corrigan Cotterill Crabtree Cunningham \
Dalgleish Danjuma Davidson Delacroix Desai Dimitrov Donoghue Drinkwater Dubois Duckworth Eastwood Eccles Eckhart Edgeworth \
Elphick Engström Farrelly Featherstone Ferreira Finnegan Fitzgerald Fletcher Forsyth Fournier Galvão Gallagher Garnett Gibson \
Goodall Graham Greaves Grimshaw Grünwald Gupta Haddad Hainsworth Hallam Hanley Hargreaves Hartmann Hassan Heathcote Heinrich \
Henriksen Hepworth Hinchliffe Holroyd Hornby Hussein Ibrahim Iyer Jakobsen Jansen Jarvis Jenkinson Jovanović Kalinowski Kaplan \
Keane Kendrick Kerrigan Khalid Kilpatrick Kirkbride Kowalczyk Krüger Kumar Lachance Langford Larkin Laurent Leadbetter Leclerc \
Lindqvist Lockhart Lombardi Longbottom Lytton MacDonald Mackintosh Malik Marchetti Marsden Martinez McAllister McBride McCready \
McKenna Mehta Meyer Middleton Moreau Morrison Mortimer Müller Murgatroyd Nakamura Naylor Nielsen Nightingale Novák Nuttall \
O'Brien O'Donnell O'Hara O'Keeffe Oakes Okafor Oldfield Olsen Ormerod Osei Paterson Peacock Pedersen Pemberton Petrov Pickles \
Pilkington Popescu Prendergast Pritchard Quigley Radford Rahman Ramsbottom Rasmussen Redfern Reinhardt Renshaw Richter Rigby \
Robertson Romero Rosenberg Rowbotham Ruiz Sanderson Santos Schäfer Schneider Scholes Schröder Sedgwick Shackleton Sharma Sheridan \
Silva Singleton Skelton Slater Smith Sørensen Spencer Stańczak Steadman Stevenson Stubbs Sutcliffe Svensson Swindells Szabó Tattersall \
Taylor Thackeray Thornton Tomlinson Townsend Trevelyan Tremblay Turnbull Tyldesley Unsworth Vandenberg Vasquez Venables Vogel \
Wadsworth Wagner Wainwright Walmsley Waterhouse Weatherby Weber Whitehead Whittaker Wilkinson Williams Winterbottom Wójcik Wolstenholme \
Woodhouse Wormald Yamamoto Yilmaz Zawadzki Zimmermann";

/// Given names.
pub(super) const FIRST_NAMES: &str = "Adam Agnes Ahmed Alan Alice Amira Andrew Anita Anton Barbara Ben Bridget Carla Charles Chloe Claire Daniel \
David Deborah Derek Diana Edward Elena Ellen Emma Eric Fiona Frank Gareth George Hannah Harry Helen Hugh Ian Irene James Jane Jens \
Joan John Jonas Judith Karen Karl Kate Laura Leo Linda Louis Lucy Marco Maria Mark Martin Mary Matthew Megan Michael Mona Nadia Neil \
Nina Oliver Olivia Oscar Patricia Paul Peter Philip Priya Rachel Ralph Robert Rosa Ruth Samuel Sanjay Sarah Sean Simon Sofia Stella \
Steven Susan Thomas Tim Ursula Victor Walter Wendy Yusuf Zoe";

/// First words of two-word brands.
pub(super) const ADJECTIVES: &str = "Able Alpine Ancient Bay Better Blue Bold Brave Bright Bronze Calm Clear Clever Cold Coral Crystal Deep Double East \
Eastern Electric Ever Fair Far Fast First Five Fresh Gentle Giant Golden Good Grand Granite Green Grey Happy Hidden High Honest \
Indigo Iron Ivory Jade Keen Kind Lasting Level Lime Little Lone Long Lucky Lunar Magenta Maple Marble Modern Neat New Noble North \
Northern Oak Open Orange Pearl Pine Polar Prime Pure Quick Quiet Rapid Red Regal Royal Ruby Rural Rustic Sage Scarlet Second Sharp \
Silent Silver Simple Single Slate Smart Solid South Southern Steady Still Stone Strong Summer Sunny Swift Tall Third True Urban Velvet \
Warm West Western White Wide Wild Winter Wise Yellow Young";

/// Second words of two-word brands.
pub(super) const NOUNS: &str = "Acorn Anchor Apple Arch Arrow Badger Bank Beacon Bear Bell Birch Bird Boat Bow Branch Bridge Brook Castle Cedar \
Circle Cliff Cloud Coast Compass Copper Corner Cove Crane Creek Crest Crown Dale Dawn Deer Dove Dragon Eagle Echo Elm Falcon Feather \
Fell Fern Field Finch Flag Flame Forest Fox Gate Glade Globe Grove Harbour Hare Hawk Heath Heron Hill Horizon Island Ivy Key Kite \
Lake Lamp Lantern Leaf Light Lion Loom Mast Meadow Mill Mirror Moon Moss Mountain Nest Ocean Orchard Osprey Otter Owl Park Path Peak \
Pebble Pier Pilot Planet Point Pond Poppy Prism Quay Quill Raven Reef Ridge River Robin Rock Rose Sail Shell Shore Sky Snow Spark \
Spring Spruce Star Stream Sun Swan Thistle Tide Tiger Tower Tree Valley View Wave Well Wheel Willow Wind Wing Wolf Wren Yard";

/// Places behind and in names.
pub(super) const TOWNS: &str = "Aberdeen Antwerp Ashford Auckland Barnsley Basingstoke Bath Bedford Belfast Berlin Birmingham Blackburn Bolton Boston \
Bournemouth Bradford Brighton Brisbane Bristol Bruges Burnley Cambridge Canberra Canterbury Cardiff Carlisle Chelmsford Chester Chicago \
Colchester Cologne Cork Coventry Crawley Croydon Dallas Darlington Denver Derby Doncaster Dover Dresden Dublin Dundee Durham Eindhoven \
Edinburgh Exeter Falkirk Galway Geneva Ghent Glasgow Gloucester Grimsby Guildford Halifax Hamburg Harrogate Hastings Hereford Hobart \
Houston Huddersfield Hull Inverness Ipswich Kendal Lancaster Leeds Leicester Leipzig Limerick Lincoln Lisbon Liverpool London Luton \
Lyon Maidstone Manchester Melbourne Milan Munich Nantes Newcastle Northampton Norwich Nottingham Oslo Oxford Perth Peterborough Phoenix \
Plymouth Poole Porto Portsmouth Preston Reading Rochdale Rotherham Rotterdam Salford Seattle Sheffield Shrewsbury Southampton \
Stafford Stirling Stockport Sunderland Swansea Swindon Sydney Taunton Telford Toronto Truro Utrecht Vienna Wakefield Warrington Warsaw \
Watford Wellington Wigan Winchester Worcester Wrexham Yeovil York Zurich";

/// What made-up words consist of.
pub(super) const SYLLABLES: &str = "al an ar ba ben bor ca cor da del do dra el en er fa fen fi ga gan ha hel il in jo ka kel la len lo lu ma mer mi mon na \
nev no ol on or pa per pi pra qua ra ren ri ro sa sel si so ta tel ti tor tra ul un va vel vi von wa wen wi xan ya yor za zel zi";

/// A trade with several wordings, for one country or for all that speak English.
pub(super) struct TradeWords {
    pub(super) country: &'static str,
    pub(super) wordings: &'static [&'static str],
}

const fn english(wordings: &'static [&'static str]) -> TradeWords {
    TradeWords {
        country: "en",
        wordings,
    }
}

const fn of(country: &'static str, wordings: &'static [&'static str]) -> TradeWords {
    TradeWords { country, wordings }
}

/// Trades.
pub(super) const TRADES: &[TradeWords] = &[
    english(&[
        "Accountants",
        "Accountancy",
        "Accounting",
        "Chartered Accountants",
        "Bookkeeping",
    ]),
    english(&[
        "Solicitors",
        "Law",
        "Legal",
        "Law Firm",
        "Legal Services",
        "Attorneys",
    ]),
    english(&[
        "Dental",
        "Dental Practice",
        "Dentists",
        "Dental Care",
        "Dental Clinic",
        "Orthodontics",
    ]),
    english(&[
        "Vets",
        "Veterinary",
        "Veterinary Surgery",
        "Animal Hospital",
        "Veterinary Centre",
    ]),
    english(&[
        "Surgery",
        "Medical Practice",
        "Medical Centre",
        "Health Centre",
        "Clinic",
    ]),
    english(&["Pharmacy", "Chemist", "Chemists", "Pharmacies"]),
    english(&["Opticians", "Optometrists", "Eyecare", "Vision"]),
    english(&[
        "Care",
        "Care Home",
        "Nursing Home",
        "Care Services",
        "Residential Care",
    ]),
    english(&["Hotel", "Hotels", "Inn", "Lodge", "Hospitality"]),
    english(&["Restaurant", "Restaurants", "Kitchen", "Bistro", "Cafe"]),
    english(&["Brewery", "Brewing", "Brewing Co", "Brewers"]),
    english(&["Bakery", "Bakers", "Bakeries"]),
    english(&["Catering", "Caterers", "Events", "Catering Services"]),
    english(&["Cleaning", "Cleaners", "Cleaning Services", "Janitorial"]),
    english(&[
        "Construction",
        "Builders",
        "Building Contractors",
        "Contractors",
        "Building Services",
        "Developments",
    ]),
    english(&[
        "Plumbing",
        "Plumbing & Heating",
        "Plumbers",
        "Heating Services",
        "Heating & Plumbing",
    ]),
    english(&[
        "Electrical",
        "Electricians",
        "Electrical Contractors",
        "Electrical Services",
    ]),
    english(&["Roofing", "Roofers", "Roofing Services"]),
    english(&["Joinery", "Joiners", "Carpentry", "Kitchens & Bathrooms"]),
    english(&["Landscapes", "Landscaping", "Garden Services", "Gardens"]),
    english(&["Architects", "Architecture", "Architectural Design"]),
    english(&[
        "Engineering",
        "Engineers",
        "Engineering Services",
        "Fabrications",
    ]),
    english(&[
        "Manufacturing",
        "Manufacturers",
        "Mfg",
        "Industries",
        "Products",
    ]),
    english(&[
        "Logistics",
        "Transport",
        "Haulage",
        "Freight Services",
        "Couriers",
        "Distribution",
    ]),
    english(&[
        "Motors",
        "Garage",
        "Autos",
        "Automotive",
        "Car Sales",
        "Vehicle Services",
    ]),
    english(&["Travel", "Tours", "Holidays"]),
    english(&[
        "Insurance",
        "Insurance Brokers",
        "Insurance Services",
        "Underwriting",
    ]),
    english(&[
        "Financial Services",
        "Wealth Management",
        "Finance",
        "Financial Planning",
        "Capital",
        "Investments",
    ]),
    english(&[
        "Recruitment",
        "Staffing",
        "Personnel",
        "Resourcing",
        "Recruitment Services",
    ]),
    english(&[
        "Estate Agents",
        "Lettings",
        "Properties",
        "Property Services",
        "Real Estate",
        "Estates",
    ]),
    english(&["Security", "Security Services", "Alarms", "Fire & Security"]),
    english(&["Print", "Printers", "Printing", "Press", "Signs"]),
    english(&[
        "Marketing",
        "Media",
        "Creative",
        "Design",
        "Advertising",
        "Studio",
        "Digital",
    ]),
    english(&["Consulting", "Consultants", "Consultancy", "Advisory"]),
    english(&[
        "Technologies",
        "Technology",
        "IT",
        "Systems",
        "Software",
        "Computers",
        "IT Services",
    ]),
    english(&["Energy", "Renewables", "Solar"]),
    english(&["Waste Management", "Recycling", "Skip Hire"]),
    english(&[
        "School",
        "Academy",
        "Primary School",
        "High School",
        "College",
        "Nursery",
    ]),
    english(&[
        "Trust",
        "Foundation",
        "Charitable Trust",
        "Charity",
        "Hospice",
    ]),
    english(&["Farm", "Farms", "Farming", "Dairy"]),
    english(&["Hair & Beauty", "Hairdressing", "Salon", "Beauty"]),
    english(&["Sports Club", "Golf Club", "Leisure", "Fitness"]),
    english(&["Group", "Holdings", "Group Holdings"]),
    english(&["Services", "Solutions", "Management", "Enterprises"]),
    english(&["Partners", "Partnership", "Associates"]),
    english(&["Trading", "Wholesale", "Supplies", "Stores", "Imports"]),
    english(&["Windows", "Glass", "Windows & Doors", "Glazing"]),
    english(&["Marine", "Boats", "Yachts"]),
    english(&["Foods", "Food Services", "Fresh Produce"]),
    of("de", &["Bau", "Bauunternehmen", "Hochbau"]),
    of("de", &["Maschinenbau", "Metallbau", "Werkzeugbau"]),
    of("de", &["Apotheke", "Zahnarztpraxis", "Tierarztpraxis"]),
    of(
        "de",
        &["Elektrotechnik", "Elektro", "Sanitär", "Heizungsbau"],
    ),
    of("de", &["Versicherungen", "Immobilien", "Steuerberatung"]),
    of("de", &["Druckerei", "Verlag", "Spedition", "Logistik"]),
    of("fr", &["Transports", "Bâtiment", "Plomberie", "Menuiserie"]),
    of("fr", &["Avocats", "Immobilier", "Conseil", "Assurances"]),
    of(
        "nl",
        &[
            "Bouwbedrijf",
            "Transport",
            "Makelaars",
            "Installatietechniek",
        ],
    ),
    of(
        "es",
        &["Abogados", "Construcciones", "Servicios", "Seguros"],
    ),
    of(
        "it",
        &["Costruzioni", "Immobiliare", "Logistica", "Servizi"],
    ),
];

/// Legal forms by country: spellings of one form parted by bars, the usual one first.
pub(super) const FORMS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "Ltd|Limited|Ltd.|LTD",
            "LLP|L.L.P.",
            "PLC|plc|P.L.C.",
            "CIC|C.I.C.",
            "(UK) Ltd|UK Limited|(UK) Limited",
        ],
    ),
    (
        "us",
        &[
            "Inc|Inc.|Incorporated",
            "LLC|L.L.C.",
            "Corp|Corp.|Corporation",
            "Co|Co.|Company",
        ],
    ),
    ("au", &["Pty Ltd|Pty. Ltd.|Pty Limited|(Pty) Ltd"]),
    (
        "de",
        &[
            "GmbH|G.m.b.H.|GmbH & Co. KG",
            "AG|A.G.",
            "e.K.|eK",
            "KG",
            "UG (haftungsbeschränkt)|UG",
        ],
    ),
    ("fr", &["SARL|S.A.R.L.|Sàrl", "SAS|S.A.S.", "SA|S.A."]),
    ("nl", &["B.V.|BV", "N.V.|NV", "VOF|V.O.F."]),
    ("es", &["S.L.|SL", "S.A.|SA"]),
    ("it", &["S.r.l.|Srl|SRL", "S.p.A.|SpA"]),
];

/// Public suffixes by country.
pub(super) const SUFFIXES: &[(&str, &[&str])] = &[
    ("en", &["co.uk", "com", "co.uk", "uk", "org.uk", "net"]),
    ("us", &["com", "com", "net", "us"]),
    ("au", &["com.au", "com", "net.au"]),
    ("de", &["de", "de", "com"]),
    ("fr", &["fr", "fr", "com"]),
    ("nl", &["nl", "nl", "com"]),
    ("es", &["es", "com"]),
    ("it", &["it", "com"]),
];

/// Hosts that give addresses to everybody.
pub(super) const FREE_MAIL: &[&str] = &[
    "gmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "btinternet.com",
    "yahoo.com",
    "gmx.de",
];
