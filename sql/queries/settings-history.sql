-- Every change of a setting, the latest first.
-- Who: pii_audit

select changed_at, key, version, value, changed_by, reason
from pii.system_config_history
order by changed_at desc, key, version desc;
