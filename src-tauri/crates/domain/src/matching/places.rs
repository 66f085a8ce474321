//! Towns and countries, as data: what stands behind a company's name to tell its branches apart.

use std::{collections::HashSet, sync::LazyLock};

use super::hashing::FastState;

/// Towns that offices are named after; those of two words are joined by a stroke.
const TOWNS: &str = "aberdeen aberystwyth accrington adelaide albany albuquerque aldershot alicante allentown alloa amersham \
amsterdam anaheim anchorage andover antwerp arbroath arlington armagh arnhem ashford athens atlanta auckland augsburg austin \
aylesbury ayr bakersfield ballarat ballymena baltimore banbury bangor barcelona barking barnet barnsley barnstaple \
barrow basel basildon basingstoke bath bathgate baton-rouge bavaria bedford belfast bellevue bendigo bergen berlin bern \
berkeley beverley bexhill bicester bielefeld bilbao birkenhead birmingham blackburn blackpool bochum bodmin bognor boise \
bolton bonn bordeaux boston boulder bournemouth bracknell bradford braintree bratislava bremen brentwood bridgend \
bridgewater bridgwater bridgeport brighton brisbane bristol bromley bruges brussels bucharest budapest buffalo bunbury \
bundaberg burlington burnley bury bury-st-edmunds buxton caerphilly cairns calgary camberley cambridge canberra cannock \
canterbury cardiff carlisle carlow carmarthen castleford chandler charleston charlotte chatham chelmsford cheltenham \
chepstow chester chesterfield cheshunt chichester chicago chippenham chorley christchurch cincinnati clacton cleethorpes \
cleveland clonmel coatbridge colchester cologne columbia columbus copenhagen corby cork coventry crawley crewe croydon \
cumbernauld cwmbran dallas darlington dartford darwin dayton denver derby derry des-moines detroit devizes dewsbury doncaster \
dorchester dorking dortmund douglas dover dresden drogheda dublin dudley duluth dumfries dundalk dundee dunedin dunfermline \
durham durban dusseldorf east-kilbride eastbourne eastleigh eau-claire edinburgh edmonton eindhoven elgin ely enfield ennis epsom \
erfurt essen evesham exeter exmouth falkirk falmouth fareham farnborough farnham faro felixstowe fleet florence folkestone \
fort-worth frankfurt fredericton freiburg fresno frome gainsborough galashiels galway gateshead geelong geneva ghent gillingham \
glasgow glendale glenrothes gloucester gosport gothenburg grand-rapids grangemouth grantham gravesend graz greenock greensboro \
greenville grenoble grimsby groningen guernsey guildford hague halifax hamburg hamilton hanover harlow harrisburg \
harrogate harrow hartford hartlepool harwich haslemere hastings hatfield haverhill havant helsinki hemel-hempstead henley \
hereford hertford hexham high-wycombe hinckley hitchin hobart honolulu horsham houston hove huddersfield hull huntingdon \
huntsville ilford ilkeston ilkley indianapolis innsbruck inverness invercargill ipswich irvine isle-of-man \
jacksonville jersey johannesburg kansas-city karlsruhe kassel keighley kelowna kendal kettering kidderminster kiel \
kilkenny killarney kilmarnock kings-lynn kingston kirkcaldy kitchener knoxville krakow lakewood lancaster \
las-vegas launceston lausanne leamington leamington-spa leeds leicester leiden leighton-buzzard leipzig leominster letchworth \
letterkenny lewes lexington lichfield liege lille limerick lincoln linz lisbon lisburn little-rock liverpool \
livingston ljubljana llandudno llanelli london londonderry los-angeles loughborough louisville louth lowestoft lubbock lubeck \
ludlow luton luxembourg lyon macclesfield mackay macon madison madrid maidenhead maidstone mainz malaga malmo malvern manchester \
mannheim mansfield margate marseille matlock melbourne melton memphis merthyr mesa miami middlesbrough milan milton-keynes \
milwaukee minneapolis mobile moncton monmouth montpellier montreal morecambe morpeth motherwell mullingar munich munster \
nantes napier naples nashville nelson newark newbury newcastle newcastle-upon-tyne newport newport-pagnell newquay newry \
new-orleans new-plymouth new-york newton-abbot nice norfolk northallerton northampton northwich norwich nottingham nuneaton \
nuremberg oakland oakville odense ogden okehampton oldham omaha orlando oslo ottawa oxford paisley palma palmerston-north paris \
penrith penzance perth peterborough peterhead petersfield philadelphia phoenix pittsburgh plymouth pontefract pontypridd poole \
portland porto portsmouth potsdam prague preston provo providence pueblo quebec queenstown raleigh ramsgate reading redcar \
redditch redhill redruth regina reigate rennes reno rhyl richmond riga ripon riverside rochdale rochester rockhampton rome \
romford romsey rotherham rotorua rotterdam rugby runcorn rushden ryde sacramento saffron-walden saint-albans saint-andrews \
saint-austell saint-helens saint-ives saint-johns saint-louis saint-neots saint-paul salem salford salisbury salt-lake-city salzburg \
san-antonio san-diego san-francisco san-jose santa-fe saskatoon savannah scarborough scottsdale scranton scunthorpe seattle \
selby sevenoaks seville sheffield shrewsbury singapore skegness skipton slough sligo smethwick solihull southampton southend \
southend-on-sea southport spokane springfield stafford staines stamford stevenage stirling stockholm stockport stockton stoke \
stoke-on-trent stornoway stourbridge stowmarket strabane stranraer strasbourg stratford stratford-upon-avon stroud stuttgart \
sudbury sunderland sunshine-coast surbiton sutton sutton-coldfield swansea swindon sydney syracuse tacoma tallahassee tallinn \
tampa tamworth taunton tauranga telford tewkesbury thetford thurso tilburg tipperary tiverton toledo toowoomba topeka toronto torquay \
toulouse townsville tralee trenton trier trondheim trowbridge truro tucson tulsa tunbridge-wells turin turku twickenham tyler \
ulm utrecht uxbridge valencia vancouver venice victoria vienna vilnius wagga wakefield walsall waltham warrington warsaw warwick \
washington waterford waterlooville watford wellingborough wellington welwyn-garden-city west-bromwich westminster weston \
weston-super-mare wetherby wexford weymouth whangarei whitby whitehaven whitley-bay wichita wick wicklow wiesbaden wigan \
winchester windsor winnipeg winterthur wisbech witney woking wokingham wollongong wolverhampton worcester workington worksop \
worthing wrexham wurzburg yeovil york youngstown zagreb zaragoza zurich \
central north south east west northern southern eastern western midlands";

/// Countries and regions that stand beside a legal form ("Wren (Ireland) Ltd").
const COUNTRIES: &str = "america asia aust australasia australia austria belgium benelux brasil brazil canada china czech denmark \
deutschland emea england espana europe finland france germany hong-kong iberia iberica india ireland israel italia italy japan \
luxembourg malaysia mexico middle-east nederland netherlands new-zealand nz nordic norway osterreich pacific poland polska \
portugal schweiz scotland singapore south-africa spain suisse sweden switzerland turkey uae usa us wales";

/// Words for a place of work: they and what stands before them tell branches apart.
const OFFICES: &str = "branch office offices depot site division region campus filiale niederlassung standort zweigniederlassung succursale agence sucursal sede filial vestiging hq headquarters";

static TOWN_SET: LazyLock<HashSet<&str, FastState>> =
    LazyLock::new(|| TOWNS.split_whitespace().collect());
static COUNTRY_SET: LazyLock<HashSet<&str, FastState>> =
    LazyLock::new(|| COUNTRIES.split_whitespace().collect());
static OFFICE_SET: LazyLock<HashSet<&str, FastState>> =
    LazyLock::new(|| OFFICES.split_whitespace().collect());

/// How many of the words right before `end` are a town, none of them before `start`.
pub(super) fn town_before<'a>(
    word: impl Fn(usize) -> &'a str,
    start: usize,
    end: usize,
) -> Option<usize> {
    (1..=3.min(end.saturating_sub(start)))
        .rev()
        .find(|&length| is_in(&TOWN_SET, &word, end - length, end))
}

/// How many words from `start` on are a country, none of them at `end` or behind it.
pub(super) fn country_at<'a>(
    word: impl Fn(usize) -> &'a str,
    start: usize,
    end: usize,
) -> Option<usize> {
    (1..=2.min(end.saturating_sub(start)))
        .rev()
        .find(|&length| is_in(&COUNTRY_SET, &word, start, start + length))
}

fn is_in<'a>(
    set: &HashSet<&str, FastState>,
    word: impl Fn(usize) -> &'a str,
    start: usize,
    end: usize,
) -> bool {
    if end - start == 1 {
        return set.contains(word(start));
    }
    let joined: Vec<&str> = (start..end).map(word).collect();
    set.contains(joined.join("-").as_str())
}

/// Whether a word is a town's whole name.
pub(super) fn is_town(word: &str) -> bool {
    TOWN_SET.contains(word)
}

/// Whether a word is one for a place of work.
pub(super) fn is_office(word: &str) -> bool {
    OFFICE_SET.contains(word)
}
