-- raise.lua shuts out of a partition whoever held the lease before.
--
-- KEYS    1 the partition's token
-- ARGV    1 the token of who holds the lease
-- Returns the highest token that the partition has seen
local seen = redis.call('GET', KEYS[1]) or '0'
if tonumber(seen) < tonumber(ARGV[1]) then
  seen = ARGV[1]
  redis.call('SET', KEYS[1], seen)
end
return seen
