"""Who sends the letters, as the settings say."""

from pathlib import Path

from appliance.mail.provider import Provider
from appliance.settings import Settings, SettingsTrouble


def provider(settings: Settings) -> Provider:
    """Who sends mail. Raises SettingsTrouble where the file with the password cannot be read."""
    password, file = settings.smtp_password, settings.smtp_password_file
    if file:
        try:
            password = Path(file).read_text("utf-8").partition("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as trouble:
            raise SettingsTrouble("unreadable", name=file, reason=str(trouble)) from None
    return Provider(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=password,
        sender=settings.smtp_from,
        security=settings.smtp_security,
    )
