-- erase.lua forgets a community. It may run twice.
--
-- KEYS    1 meta, 2 records, 3 keys, 4 journal, 5 outbox, 6 heads, 7 bodies, 8 views, 9 wakes, 10 seen, 11 writers,
--         12 due, 13 unsent, 14 communities, 15 token
-- ARGV    1 the community's id
-- Returns 1
--
-- The numbers of the writers stay, so that a late copy of an earlier commit still does nothing.
local wakes, due, unsent, communities, id = KEYS[9], KEYS[12], KEYS[13], KEYS[14], ARGV[1]
for _, thing in ipairs(redis.call('ZRANGE', wakes, 0, -1)) do
  redis.call('ZREM', due, #id .. ':' .. id .. thing)
end
redis.call('SREM', unsent, id)
redis.call('ZREM', communities, id)
redis.call('DEL', unpack(KEYS, 1, 10))
return 1
