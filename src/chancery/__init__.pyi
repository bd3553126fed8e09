from chancery.api.book import Book as Book
from chancery.api.book import open as open  # noqa: A004 - `chancery.open` is what users write
from chancery.model.dates import Edtf as Edtf

__version__: str
