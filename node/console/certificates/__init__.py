"""End-user certificates, their verification between States, and the officials who sign them."""
