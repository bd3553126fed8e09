"""The language of short texts, and of those too short to tell."""

from __future__ import annotations

import pytest

from chancery.reading.languages import identify, is_line_of_another

TEXTS = [  # own sentences
    ("ky", "Тышкы иштер министри өлкөлөрдүн ортосундагы кызматташтык жөнүндө айтты."),
    ("kk", "Сыртқы істер министрі екі ел арасындағы ынтымақтастық туралы айтты."),
    ("uk", "Міністр заявив, що переговори триватимуть наступного тижня в Києві, а не їх місці."),
    ("ru", "Министры двух стран встретились в пятницу и договорились о цене соли."),
    ("ru", "Қасым прибыл в Москву с рабочим визитом, где проведет переговоры о торговле солью и рыбой."),
    ("tg", "Вазири корҳои хориҷии Тоҷикистон имрӯз дар Душанбе бо ҳамтои худ мулоқот кард."),
    ("tr", "Dışişleri Bakanı bugün Ankara'da mevkidaşıyla bir araya geldi."),
    ("fr", "Le ministre des Affaires étrangères a rencontré vendredi son homologue à Paris."),
    ("ar", "التقى وزير الخارجية اليوم نظيره في القاهرة وبحث معه العلاقات بين البلدين."),
    ("fa", "وزیر امور خارجه ایران روز جمعه با همتای خود در تهران دیدار و گفتگو کرد."),
    ("zh", "总统明天将前往莫斯科。"),
    ("ja", "外務大臣は金曜日に東京で会談した。"),
    ("ko", "외교부 장관은 금요일 서울에서 회담을 가졌다."),
    ("el", "Ο υπουργός Εξωτερικών συναντήθηκε την Παρασκευή."),
    ("he", "שר החוץ נפגש ביום שישי עם עמיתו בירושלים."),
    ("en", "The ministers of two coasts met on Friday to talk of salt."),
    (None, "Salt."),
    (None, "2020-03-03"),
    (None, ""),
]


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_language_is_told_or_left_open(code: str | None, text: str) -> None:
    """A sentence is enough; a word or a date is not."""
    assert identify(text) == code


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Preço da gasolina volta a subir em Maputo", True),
        ("El presidente y la ministra llegan a Quito", True),
        ("Alle Artikel zu dem Thema auf einen Blick", True),
        ("Le Conseil des ministres se réunit au Caire", True),
        ("Talks in El Salvador and La Paz", False),
        ("Minister of State Kai van der Berg meets de la Cruz", False),
        ("Frontex and the Guardia di Finanza di Bari", False),
        ("Rio de la Plata", False),
        ("", False),
    ],
)
def test_lines_of_another_language(line: str, other: bool) -> None:  # noqa: FBT001 - a table
    """Names with foreign particles are English lines still."""
    assert is_line_of_another(line) is other
