-- take.lua counts one call under several limits, or none of them when one bears no call now. The time is the server's.
--
-- KEYS    for each limit: its calls; its rest
-- ARGV    for each limit: calls, span, every, burst; times in microseconds
-- Returns {0, 0} when it is counted, else {how long to wait in microseconds, number of the limit that asks for it, the first is 0}
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000000 + time[2]
local wait, by = 0, 0

local function text(n) return string.format('%.0f', n) end

local function ask(i, n)
  if n > wait then
    wait, by = n, i
  end
end

local function limit(i)
  return KEYS[2 * i + 1], KEYS[2 * i + 2], tonumber(ARGV[4 * i + 1]), tonumber(ARGV[4 * i + 2]), tonumber(ARGV[4 * i + 3]), tonumber(ARGV[4 * i + 4])
end

for i = 0, #KEYS / 2 - 1 do
  local key, rest, calls, span, every, burst = limit(i)
  ask(i, call('PTTL', rest) * 1000)
  if calls > 0 then
    local oldest = call('LINDEX', key, calls - 1)
    if oldest then
      ask(i, oldest + span - now)
    end
  elseif burst > 0 then
    local rested = call('GET', key)
    if rested then
      ask(i, rested - (burst - 1) * every - now)
    end
  end
end
if wait > 0 then
  return { math.ceil(wait), by }
end

for i = 0, #KEYS / 2 - 1 do
  local key, _, calls, span, every, burst = limit(i)
  if calls > 0 then
    call('LPUSH', key, text(now))
    call('LTRIM', key, 0, calls - 1)
    call('PEXPIRE', key, math.ceil(span / 1000))
  elseif burst > 0 then
    local rested = math.max(tonumber(call('GET', key) or 0), now) + every
    call('SET', key, text(rested), 'PX', math.ceil((rested - now) / 1000))
  end
end
return { 0, 0 }
