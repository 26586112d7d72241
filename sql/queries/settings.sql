-- How the platform is set, and who set it so, when and why.
-- Who: pii_audit

select key, value, version, changed_at, changed_by, reason, description
from pii.system_config
order by key;
