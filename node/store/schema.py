"""The metadata that every room of the node declares its tables against.

Each room keeps its tables in its own `tables.py`; the migrations create them. Ids are the sixteen
bytes of a UUID, times are milliseconds since 1970 in UTC, states are the text of their enum.
"""

from sqlalchemy import BigInteger, Integer, LargeBinary, MetaData

ID = LargeBinary(16)
DIGEST = LargeBinary(32)
NUMBER = BigInteger().with_variant(Integer, "sqlite")  # a primary key in the order of arrival

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
