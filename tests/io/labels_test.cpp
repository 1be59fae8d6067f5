// The names of ImageNet's 1000 classes: what a class list can rely on, and that no line has slipped. The order is that
// of rising WordNet numbers, which every network trained on ImageNet-1k shares; a name in the wrong line would be a lie
// about the photo, so names all over the list are pinned in both languages.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.h"

namespace {

constexpr std::size_t k_classes = 1000;

std::string file_of(const std::string& language) {
    const auto path = std::filesystem::path(POOLSCOPE_SOURCE) / "assets/labels" / ("imagenet." + language + ".txt");
    std::ifstream file(path, std::ios::binary);
    if (!file) FAIL("no file " << path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> names_in(const std::string& language) {
    const std::string text = file_of(language);
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        names.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

// Nothing if `text` is no UTF-8: a cut or stray byte, a longer form than needed, a surrogate, beyond U+10FFFF.
std::optional<std::u32string> code_points(std::string_view text) {
    std::u32string points;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t more = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : lead >> 3 == 30 ? 3 : 4;
        if (more == 4 || i + more >= text.size()) return std::nullopt;
        char32_t point = more == 0 ? lead : lead & (0x3FU >> more);
        for (std::size_t k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if (next >> 6 != 2) return std::nullopt;
            point = point << 6 | (next & 0x3FU);
        }
        constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (point < least[more] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return std::nullopt;
        points += point;
        i += more + 1;
    }
    return points;
}

bool is_hangul(char32_t point) { return point >= 0xAC00 && point <= 0xD7A3; }

// What a search makes of a name: without capitals.
std::string folded(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
        return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return name;
}

struct Pin {
    std::size_t index;
    std::string_view english;
    std::string_view korean;
};

const std::vector<Pin> k_pins{
    {0, "tench", "텐치"},
    {1, "goldfish", "금붕어"},
    {7, "rooster", "수탉"},
    {9, "ostrich", "타조"},
    {21, "kite (bird)", "솔개"},
    {30, "bullfrog", "황소개구리"},
    {49, "Nile crocodile", "나일악어"},
    {69, "trilobite", "삼엽충"},
    {71, "scorpion", "전갈"},
    {80, "black grouse", "멧닭"},
    {88, "macaw", "금강앵무"},
    {97, "drake (male duck)", "수오리"},
    {100, "black swan", "검은고니"},
    {101, "tusker (elephant)", "엄니가 긴 코끼리"},
    {109, "brain coral", "뇌산호"},
    {125, "hermit crab", "소라게"},
    {134, "crane (bird)", "두루미"},
    {144, "pelican", "펠리컨(사다새)"},
    {151, "Chihuahua", "치와와"},
    {153, "Maltese dog", "몰티즈"},
    {162, "beagle", "비글"},
    {180, "American Staffordshire", "아메리칸 스태퍼드셔 테리어"},
    {191, "Airedale terrier", "에어데일 테리어"},
    {200, "Tibetan terrier", "티베탄 테리어"},
    {207, "golden retriever", "골든 리트리버"},
    {208, "Labrador retriever", "래브라도 리트리버"},
    {224, "Groenendael", "그로넨달"},
    {235, "German shepherd", "저먼 셰퍼드"},
    {242, "boxer (dog)", "복서(개)"},
    {250, "Siberian husky", "시베리안 허스키"},
    {263, "Pembroke Welsh corgi", "펨브로크 웰시 코기"},
    {264, "Cardigan Welsh corgi", "카디건 웰시 코기"},
    {275, "African wild dog", "아프리카들개"},
    {281, "tabby cat", "얼룩무늬 고양이"},
    {282, "tiger cat", "호랑이무늬 고양이"},
    {285, "Egyptian cat", "이집트고양이"},
    {288, "leopard", "표범"},
    {291, "lion", "사자"},
    {292, "tiger", "호랑이"},
    {294, "brown bear", "불곰"},
    {296, "polar bear", "북극곰"},
    {301, "ladybug", "무당벌레"},
    {309, "bee", "벌"},
    {312, "cricket (insect)", "귀뚜라미"},
    {319, "dragonfly", "잠자리"},
    {323, "monarch butterfly", "제왕나비"},
    {333, "hamster", "햄스터"},
    {339, "sorrel horse", "밤색 말"},
    {340, "zebra", "얼룩말"},
    {348, "ram (male sheep)", "숫양"},
    {353, "gazelle", "가젤"},
    {361, "skunk", "스컹크"},
    {365, "orangutan", "오랑우탄"},
    {372, "baboon", "개코원숭이"},
    {383, "ring-tailed lemur", "알락꼬리여우원숭이"},
    {385, "Indian elephant", "인도코끼리"},
    {386, "African elephant", "아프리카코끼리"},
    {387, "red panda", "레서판다"},
    {388, "giant panda", "대왕판다"},
    {393, "anemonefish", "흰동가리"},
    {397, "pufferfish", "복어"},
    {398, "abacus", "주판"},
    {402, "acoustic guitar", "통기타"},
    {407, "ambulance", "구급차"},
    {414, "backpack", "배낭"},
    {417, "balloon", "열기구(풍선)"},
    {430, "basketball", "농구공"},
    {440, "beer bottle", "맥주병"},
    {452, "bonnet (hat)", "보닛(모자)"},
    {456, "bow (weapon)", "활"},
    {463, "bucket", "양동이"},
    {474, "cardigan (sweater)", "카디건"},
    {480, "cash machine", "현금 인출기"},
    {487, "mobile phone", "휴대 전화"},
    {496, "Christmas stocking", "크리스마스 양말"},
    {497, "church", "교회"},
    {504, "coffee mug", "머그잔"},
    {508, "computer keyboard", "컴퓨터 키보드"},
    {517, "crane (machine)", "기중기"},
    {530, "digital clock", "디지털시계"},
    {541, "drum", "북(악기)"},
    {546, "electric guitar", "전기 기타"},
    {555, "fire engine", "소방차"},
    {562, "fountain", "분수"},
    {579, "grand piano", "그랜드 피아노"},
    {587, "hammer", "망치"},
    {593, "harmonica", "하모니카"},
    {606, "clothes iron", "다리미"},
    {610, "T-shirt", "티셔츠"},
    {620, "laptop", "랩톱 컴퓨터"},
    {624, "library", "도서관"},
    {638, "one-piece swimsuit", "원피스 수영복"},
    {639, "tank swimsuit", "민소매 수영복"},
    {643, "mask", "가면"},
    {650, "microphone", "마이크"},
    {657, "missile", "미사일"},
    {665, "moped", "모페드"},
    {673, "computer mouse", "컴퓨터 마우스"},
    {677, "nail (metal)", "쇠못"},
    {681, "notebook computer", "노트북 컴퓨터"},
    {691, "oxygen mask", "산소마스크"},
    {701, "parachute", "낙하산"},
    {709, "pencil case", "필통"},
    {720, "pill bottle", "약병"},
    {724, "pirate ship", "해적선"},
    {733, "pole", "장대"},
    {744, "projectile", "발사체"},
    {758, "fishing reel", "낚시 릴"},
    {760, "refrigerator", "냉장고"},
    {770, "running shoe", "운동화"},
    {779, "school bus", "통학 버스"},
    {784, "screwdriver", "드라이버(공구)"},
    {792, "shovel", "삽"},
    {805, "soccer ball", "축구공"},
    {812, "space shuttle", "우주 왕복선"},
    {817, "sports car", "스포츠카"},
    {833, "submarine", "잠수함"},
    {836, "dark glasses", "색안경"},
    {837, "sunglasses", "선글라스"},
    {847, "tank (military)", "전차(탱크)"},
    {851, "television", "텔레비전"},
    {855, "thimble", "골무"},
    {859, "toaster", "토스터"},
    {866, "tractor", "트랙터"},
    {879, "umbrella", "우산"},
    {889, "violin", "바이올린"},
    {895, "warplane", "전투기"},
    {898, "water bottle", "물병"},
    {907, "wine bottle", "포도주병"},
    {920, "traffic light", "신호등"},
    {924, "guacamole", "과카몰레"},
    {928, "ice cream", "아이스크림"},
    {933, "cheeseburger", "치즈버거"},
    {943, "cucumber", "오이"},
    {950, "orange (fruit)", "오렌지"},
    {954, "banana", "바나나"},
    {963, "pizza", "피자"},
    {967, "espresso", "에스프레소"},
    {968, "cup", "컵"},
    {970, "high mountain", "높은 산"},
    {974, "geyser", "간헐천"},
    {980, "volcano", "화산"},
    {981, "baseball player", "야구 선수"},
    {985, "daisy", "데이지"},
    {987, "corn", "옥수수"},
    {988, "acorn", "도토리"},
    {992, "agaric mushroom", "주름버섯"},
    {998, "ear of corn", "옥수수 이삭"},
    {999, "toilet paper", "두루마리 화장지"},
};

}  // namespace

TEST_CASE("labels: a thousand lines in either language, each with an end") {
    for (const std::string language : {"en", "ko"}) {
        CAPTURE(language);
        const std::string text = file_of(language);
        CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<std::ptrdiff_t>(k_classes));
        CHECK(text.ends_with('\n'));
        CHECK(text.find('\r') == std::string::npos);
        CHECK_FALSE(text.starts_with("\xEF\xBB\xBF"));
        CHECK(names_in(language).size() == k_classes);
    }
}

TEST_CASE("labels: every name is clean text of a length a list has room for") {
    for (const std::string language : {"en", "ko"}) {
        const std::size_t most = language == "ko" ? 18 : 28;
        for (const std::string& name : names_in(language)) {
            CAPTURE(language, name);
            const auto points = code_points(name);
            REQUIRE(points);
            CHECK_FALSE(points->empty());
            CHECK(points->size() <= most);
            CHECK(name.find_first_of("\t\"`,;:{}[]<>") == std::string::npos);
            CHECK(name.find("  ") == std::string::npos);
            CHECK_FALSE(name.starts_with(' '));
            CHECK_FALSE(name.ends_with(' '));
            CHECK(std::all_of(points->begin(), points->end(), [](char32_t c) { return c >= 0x20 && c != 0x7F; }));
        }
    }
}

TEST_CASE("labels: English is typed on any keyboard, Korean is written in Hangul") {
    for (const std::string& name : names_in("en")) {
        CAPTURE(name);
        CHECK(std::all_of(name.begin(), name.end(), [](char c) {
            return std::isalpha(static_cast<unsigned char>(c)) != 0 ||
                   std::string_view(" -'()").find(c) != std::string_view::npos;
        }));
    }
    for (const std::string& name : names_in("ko")) {
        CAPTURE(name);
        const auto points = code_points(name);
        REQUIRE(points);
        CHECK(std::any_of(points->begin(), points->end(), is_hangul));
    }
}

TEST_CASE("labels: no two classes share a name") {
    for (const std::string language : {"en", "ko"}) {
        std::map<std::string, std::size_t> first;
        const std::vector<std::string> names = names_in(language);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto [place, added] = first.emplace(folded(names[i]), i);
            INFO(language << " " << names[i] << " is class " << place->second << " and class " << i);
            CHECK(added);
        }
    }
}

TEST_CASE("labels: the names stand in the order of the classes") {
    const std::vector<std::string> english = names_in("en");
    const std::vector<std::string> korean = names_in("ko");
    REQUIRE(english.size() == k_classes);
    REQUIRE(korean.size() == k_classes);
    std::size_t before = 0;
    for (const Pin& pin : k_pins) {
        CAPTURE(pin.index);
        CHECK(english[pin.index] == pin.english);
        CHECK(korean[pin.index] == pin.korean);
        // A slip that ends before the next pin goes unseen, so the pins stand close.
        CHECK(pin.index - before <= 22);
        before = pin.index;
    }
    CHECK(before == k_classes - 1);
}

TEST_CASE("labels: the check of UTF-8 knows what is none") {
    CHECK(code_points("a\xC3\xA9\xEA\xB0\x80\xF0\x9F\x90\xB6") == U"a\u00E9\uAC00\U0001F436");
    for (const std::string_view broken :
         {"\xEA\xB0", "\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xC3("}) {
        CHECK_FALSE(code_points(broken));
    }
}
