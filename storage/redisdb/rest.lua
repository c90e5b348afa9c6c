-- rest.lua lets nobody pass a limit for a while.
--
-- KEYS    1 the limit's rest
-- ARGV    1 how long, in milliseconds; a longer rest already set stays
-- Returns 1
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
end
return 1
