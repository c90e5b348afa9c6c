-- lease.lua takes, renews, gives up or looks at the lease. The time is the server's.
--
-- KEYS    1 lease
-- ARGV    1 the process that asks, "" to look only
--         2 the token under which it holds the lease, "" to take it
--         3 how long it lasts from now, in milliseconds; 0 gives it up
--         4 what a new token must be above
-- Returns the token under which the process holds the lease, "" when it does not; to one that only looks, who holds it, "" for nobody
--
-- A token is above all before it, and not below the time: so it stays when a failover has lost the last of them.
local process, own, lasts, above = unpack(ARGV)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], 'holder', 'token', 'ends')
local holder, token, ends = found[1] or '', found[2] or '0', tonumber(found[3] or 0)
if now >= ends then
  holder = ''
end
if process == '' then
  return holder
end
if own == '' then
  if holder ~= '' and holder ~= process then
    return ''
  end
  token = string.format('%.0f', math.max(now, token + 1, above + 1))
elseif own ~= token then
  return ''
end
redis.call('HSET', KEYS[1], 'holder', process, 'token', token, 'ends', string.format('%.0f', now + lasts))
return token
