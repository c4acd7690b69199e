"""What has the operator decided?"""

from config.settings import ConfigError, Loaded, Settings, load

__all__ = ["ConfigError", "Loaded", "Settings", "load"]
