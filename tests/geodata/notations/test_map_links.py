import pytest

from geodata.coordinates import read
from geodata.notations.map_links import link
from geodata.notations.words import Refused

MARKS = [
    "https://www.google.com/maps/place/Chongjin/@41.75,129.6,12z/data=!3m1!4b1!4m6!3m5!1s0x5f:0x1!8m2!3d41.7983!4d129.7758!16z",
    "https://maps.google.com/?q=41.7983,129.7758",
    "https://maps.google.com/maps?q=loc:41.7983,+129.7758&z=15&ll=41.1,129.1",
    "https://maps.google.com/?q=41.7983,129.7758(Chongjin)",
    "https://www.google.com/maps/search/?api=1&query=41.7983%2C129.7758",
    "https://www.google.co.kr/maps/search/41.7983,+129.7758?sa=X",
    "https://maps.google.com/maps?daddr=41.7983,129.7758",
    "https://www.google.com/maps/dir/?api=1&destination=41.7983,129.7758",
    "https://earth.google.com/web/search/41.7983,129.7758/@41.7,129.7,3a",
    "https://www.openstreetmap.org/?mlat=41.7983&mlon=129.7758#map=15/41.8/129.8",
    "https://www.openstreetmap.org/search?query=41.7983%2C%20129.7758#map=5/36/127",
    "https://bing.com/maps/default.aspx?sp=point.41.7983_129.7758_Name&cp=40~120",
    "https://yandex.com/maps/?pt=129.7758,41.7983,pm2rdm&z=12&l=map",
    "https://yandex.ru/maps/?ll=129.1,41.1&whatshere%5Bpoint%5D=129.7758%2C41.7983&whatshere%5Bzoom%5D=17",
    "https://yandex.ru/maps/?text=41.7983,129.7758",
    "https://maps.apple.com/?ll=41.7983,129.7758&q=Chongjin",
    "https://maps.apple.com/place?coordinate=41.7983,129.7758&name=X",
    "https://map.naver.com/?lng=129.7758&lat=41.7983",
    "nmap://place?lat=41.7983&lng=129.7758&name=x",
    "https://map.kakao.com/link/map/%EC%B2%AD%EC%A7%84,41.7983,129.7758",
    "https://map.kakao.com/link/roadview/41.7983,129.7758",
    "kakaomap://look?p=41.7983,129.7758",
    "https://2gis.ru/geo/70030076/129.7758,41.7983?m=37.6,55.7%2F16",
    "https://ul.waze.com/ul?ll=41.7983%2C129.7758&navigate=yes",
    "!3d41.7983!4d129.7758",
    "geo:41.7983,129.7758",
    "geo:0,0?q=41.7983,129.7758(Chongjin)",
    "GEO:41.7983,129.7758;crs=wgs84?z=11",
    "maps.google.com/?q=41.7983,129.7758",
    "https://example.org/map?lat=41.7983&lon=129.7758",
    "https://example.org/map?center=41.7983,129.7758",
    "http://api.map.baidu.com/marker?location=41.7983,129.7758&coord_type=wgs84&output=html",
    "https://uri.amap.com/marker?position=129.7758,41.7983&coordinate=wgs84",
]
VIEWS = [
    "@41.7983,129.7758,15z",
    "https://www.google.com/maps/@41.7983,129.7758,15z",
    "www.google.com/maps/@41.7983,129.7758,15z",
    "https://maps.google.com/?ll=41.7983,129.7758&z=15",
    "https://earth.google.com/web/@41.7983,129.7758,35.1a,1000d,35y,0h,0t,0r",
    "https://www.openstreetmap.org/#map=15/41.7983/129.7758",
    "https://www.bing.com/maps?cp=41.7983~129.7758&lvl=15",
    "https://yandex.ru/maps/?ll=129.7758%2C41.7983&z=15",
    "http://wikimapia.org/#lang=en&lat=41.798300&lon=129.775800&z=12&m=w",
    "https://example.org/map#12/41.7983/129.7758",
]


@pytest.mark.parametrize("text", MARKS)
def test_a_marked_place_is_the_answer(text):
    found = read(text)
    assert (found.longitude, found.latitude) == (129.7758, 41.7983)
    assert found.notation in ("link", "geo_uri")
    assert found.warnings == ()


@pytest.mark.parametrize("text", VIEWS)
def test_the_middle_of_the_map_is_said_to_be_that(text):
    found = read(text)
    assert (found.longitude, found.latitude) == (129.7758, 41.7983)
    assert [warned.code for warned in found.warnings] == ["link_view"]


def test_a_place_that_is_named_twice_is_one():
    found = read(
        "https://www.google.com/maps/place/41%C2%B047'54.0%22N+129%C2%B046'33.0%22E/@41.7983,129.7732,17z/"
        "data=!3m1!4b1!4m4!3m3!8m2!3d41.7983333!4d129.7758333"
    )
    assert (found.longitude, found.latitude) == (129.7758333, 41.7983333)


@pytest.mark.parametrize(
    "text",
    [
        "https://maps.google.com/maps?saddr=41.1,129.1&daddr=41.7983,129.7758",
        "https://www.google.com/maps/dir/41.1,129.1/41.7983,129.7758/@41.4,129.4,10z",
        "https://www.openstreetmap.org/directions?engine=x&route=41.1%2C129.1%3B41.7983%2C129.7758",
        "https://yandex.ru/maps/?rtext=41.1,129.1~41.7983,129.7758",
    ],
)
def test_between_two_ends_of_a_route_a_person_chooses(text):
    found = read(text)
    assert [reading[:2] for reading in found.readings] == [(129.1, 41.1), (129.7758, 41.7983)]
    assert (found.longitude, [warned.code for warned in found.warnings]) == (None, ["link_several"])


def test_of_an_unknown_site_it_is_not_known_which_number_comes_first():
    found = read("https://example.org/map?center=41.78,29.77")
    assert [reading[:2] for reading in found.readings] == [(29.77, 41.78), (41.78, 29.77)]


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("https://map.baidu.com/?latlng=42.9012,129.5012", "bd09"),
        ("http://api.map.baidu.com/marker?location=42.9012,129.5012&title=x&output=html", "bd09"),
        ("http://api.map.baidu.com/marker?location=42.9012,129.5012&coord_type=gcj02", "gcj02"),
        ("http://api.map.baidu.com/direction?destination=latlng:42.9012,129.5012|name:x", "bd09"),
        ("https://uri.amap.com/marker?position=129.5012,42.9012&name=x", "gcj02"),
        ("https://www.amap.com/?q=42.9012,129.5012,name", "gcj02"),
        ("https://ditu.amap.com/regeo?lng=129.5012&lat=42.9012", "gcj02"),
        ("https://ditu.gaode.com/regeo?lng=129.5012&lat=42.9012", "gcj02"),
        ("https://wb.amap.com/?p=B0FF,42.9012,129.5012,name,addr", "gcj02"),
        ("https://apis.map.qq.com/uri/v1/marker?marker=coord:42.9012,129.5012;title:x", "gcj02"),
        ("https://map.qq.com/?type=marker&pointx=129.5012&pointy=42.9012", "gcj02"),
    ],
)
def test_of_a_shifted_map_a_person_chooses_between_the_place_and_its_numbers(text, system):
    found = read(text)
    shifted, as_it_is = found.readings
    assert found.longitude is None
    assert (shifted.notation, as_it_is[:2], as_it_is.note) == (system, (129.5012, 42.9012), "as_it_is")
    assert 0.004 < as_it_is.longitude - shifted.longitude < 0.016
    assert [warned.code for warned in found.warnings] == [f"link_{system}"]


def test_the_asked_for_system_of_a_link_is_converted_to_one_answer():
    found = read("https://map.baidu.com/?latlng=42.9012,129.5012", "bd09")
    assert (found.notation, found.warnings) == ("bd09", ())
    assert found.longitude == read("https://map.baidu.com/?latlng=42.9012,129.5012").readings[0].longitude


def test_outside_of_china_gcj02_shifts_nothing():
    assert read("https://uri.amap.com/marker?position=9.5012,42.9012")[:2] == (9.5012, 42.9012)


def test_the_stated_uncertainty_of_a_geo_address_is_its_precision():
    assert read("geo:41.7983,129.7758;u=50").precision_m == 50


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://www.google.com/maps/place/Chongjin", "link_empty"),
        ("https://www.openstreetmap.org/node/12345", "link_empty"),
        ("https://en.wikipedia.org/wiki/Chongjin", "link_empty"),
        ("https://example.org/", "link_empty"),
        ("https://example.org/?params=abc", "link_empty"),
        ("geo:0,0?q=Chongjin", "link_empty"),
        ("geo:here", "link_empty"),
        ("https://maps.app.goo.gl/abcDEF", "link_short"),
        ("https://goo.gl/maps/abc", "link_short"),
        ("https://naver.me/abc", "link_short"),
        ("https://kko.to/abc", "link_short"),
        ("https://j.map.baidu.com/ab/cd", "link_short"),
        ("https://surl.amap.com/abc", "link_short"),
        ("https://yandex.ru/maps/-/CCabc", "link_short"),
        ("https://osm.org/go/0abc", "link_short"),
        ("https://map.naver.com/v5/?c=14135000.12,4518000.5,15,0,0,0,dh", "link_metres"),
        ("https://map.kakao.com/?urlX=512345&urlY=1123456", "link_metres"),
        ("https://map.baidu.com/@14419000,5290000,15z", "link_metres"),
        ("https://maps.google.com/?q=129.7758,41.7983", "latitude_range"),
        ("https://www.openstreetmap.org/?mlat=141.7&mlon=129.7", "latitude_range"),
        ("geo:41.79,129.77;crs=epsg:5179", "system"),
        ("https://[::1", "link"),
        ("https://a.example/?q=1,2 https://b.example/?q=3,4 and", "link_empty"),
        ("see https://a.example/?q=1,2 https://b.example/?q=3,4", "links"),
    ],
)
def test_a_link_without_a_coordinate_is_refused_with_the_reason(text, code):
    with pytest.raises(Refused) as raised:
        read(text)
    assert raised.value.code == code


def test_a_link_within_a_sentence():
    found = read("see https://maps.google.com/?q=41.7983,129.7758 for it")
    assert (found.longitude, found.latitude) == (129.7758, 41.7983)
    assert [str(warned) for warned in found.warnings] == ["Not read: see … for it."]


@pytest.mark.parametrize("text", ["41.78/129.77", "lat:41.78", "41.78, 129.77", "8QHHQQXG+8G"])
def test_what_is_no_link_is_left_to_others(text):
    assert link(text) is None
