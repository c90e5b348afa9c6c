-- claim.lua gives a key a value unless it has one.
--
-- KEYS    1 the key
-- ARGV    1 the value
-- Returns the value that holds now
local holds = redis.call('GET', KEYS[1])
if not holds then
  redis.call('SET', KEYS[1], ARGV[1])
  holds = ARGV[1]
end
return holds
