-- beat.lua keeps a process among those that serve the store. The time is the server's.
--
-- KEYS    1 members
-- ARGV    1 the process's token, "" to look only
--         2 how long it lives without another beat, in milliseconds
--         3 "join" to come in, "stay" to go on
--         4 with "join", the token it had before
-- Returns the tokens of all that live; without its own when it was to stay, and was gone
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if ARGV[3] == 'join' then
  redis.call('ZREM', KEYS[1], ARGV[4])
end
if ARGV[1] ~= '' and (ARGV[3] == 'join' or redis.call('ZSCORE', KEYS[1], ARGV[1])) then
  redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
end
return redis.call('ZRANGE', KEYS[1], 0, -1)
