-- commit.lua writes all that one Update wrote, or nothing. It may be given the same commit again and writes it once.
--
-- KEYS    1 meta, 2 records, 3 keys, 4 journal, 5 outbox, 6 heads, 7 bodies, 8 views, 9 wakes, 10 seen, 11 writers,
--         12 due, 13 unsent, 14 communities, 15 holder
-- ARGV    1 the version the Update has read, "*" when it has read nothing
--         2 the process that commits, 3 the number of its commit, which rises
--         4 the community's id
--         5 the last number given to a letter, "" when no number was given
--         6 the time before which seen ids may go, "" when no id is new
--         7 n: how many ids must be new. 8 m: how many keys the Update would read again
--         9 the token under which the partition must be held, "" when it need not be
--         10 what the channels begin with on which processes are told news
--         11 … n times: id, time; then the m keys
--         then what to write, in order, each as:
--           "put" key value · "delete" key · "append" entry
--           "letter" number head view body · "sent" number view
--           "wake" thing time · "rest" thing
-- Returns {"kept", version before}: it is written. {"again"}: it was written before. {"lost"}: the partition is held by somebody else.
--         {"changed", what state in state.lua says, with the values of the m keys}: the version is another one.
--         {"seen", id, …}: these ids are not new. In these three nothing is written.
--
-- When the partition is held by another process, that one is told of new letters and wake-ups: the earliest of these or "", ":",
-- "letters" or "", ":", the community's id.
local base, process, number, id, letter, old, fresh, hot, fence, channel = unpack(ARGV, 1, 10)
local first = 11 -- of what follows these
local pruneEach, day, hour = 4, 86400, 3600

local last = tonumber(call('HGET', writers, process) or 0)
if tonumber(number) <= last then
  call('EXPIRE', writers, hour) -- a write, so that a WAIT after this one waits for the commit as well
  return { 'again' }
end
local hotKeys = first + 2 * tonumber(fresh)
local next = hotKeys + tonumber(hot)
local held = call('GET', holder) or ''
if fence ~= '' and fence ~= held then
  return { 'lost' }
end
local version = versionNow()
if base ~= '*' and base ~= version then
  return { 'changed', state(false, hotKeys, next - 1) }
end

local known = { 'seen' }
for i = first, hotKeys - 1, 2 do
  if call('ZSCORE', seen, ARGV[i]) then
    known[#known + 1] = ARGV[i]
  end
end
if #known > 1 then
  return known
end

-- Nothing below fails, unless a key is of a kind it never has.
for i = first, hotKeys - 1, 2 do
  call('ZADD', seen, ARGV[i + 1], ARGV[i])
end
if old ~= '' then
  for _, gone in ipairs(call('ZRANGEBYSCORE', seen, '-inf', '(' .. old, 'LIMIT', 0, pruneEach * tonumber(fresh))) do
    call('ZREM', seen, gone)
  end
  call('EXPIRE', seen, 4 * day)
end

local function member(thing) return #id .. ':' .. id .. thing end

-- Each write takes its arguments from i on and returns how many they are.
local write = {
  put = function(i)
    if call('HSET', records, ARGV[i], ARGV[i + 1]) == 1 then
      call('ZADD', keys, 0, ARGV[i])
    end
    return 2
  end,
  delete = function(i)
    if call('HDEL', records, ARGV[i]) == 1 then
      call('ZREM', keys, ARGV[i])
    end
    return 1
  end,
  append = function(i)
    call('RPUSH', journal, ARGV[i])
    return 1
  end,
  letter = function(i)
    call('ZADD', outbox, ARGV[i], ARGV[i])
    call('HSET', heads, ARGV[i], ARGV[i + 1])
    call('HSET', bodies, ARGV[i], ARGV[i + 3])
    if ARGV[i + 2] ~= '' then
      call('HSET', views, ARGV[i + 2], ARGV[i])
    end
    return 4
  end,
  sent = function(i)
    call('ZREM', outbox, ARGV[i])
    call('HDEL', heads, ARGV[i])
    call('HDEL', bodies, ARGV[i])
    if ARGV[i + 1] ~= '' then
      call('HDEL', views, ARGV[i + 1])
    end
    return 2
  end,
  wake = function(i)
    call('ZADD', wakes, ARGV[i + 1], ARGV[i])
    call('ZADD', due, ARGV[i + 1], member(ARGV[i]))
    return 2
  end,
  rest = function(i)
    call('ZREM', wakes, ARGV[i])
    call('ZREM', due, member(ARGV[i]))
    return 1
  end,
}
local letters, soonest = '', ''
while next <= #ARGV do
  if ARGV[next] == 'letter' then
    letters = 'letters'
  elseif ARGV[next] == 'wake' and (soonest == '' or tonumber(ARGV[next + 2]) < tonumber(soonest)) then
    soonest = ARGV[next + 2]
  end
  next = next + 1 + write[ARGV[next]](next + 1)
end

call('HSET', meta, 'version', process .. ':' .. number)
if letter ~= '' then
  call('HSET', meta, 'letter', letter)
end
call('HSET', writers, process, number)
call('EXPIRE', writers, hour)
call(call('EXISTS', outbox) == 1 and 'SADD' or 'SREM', unsent, id)
if call('EXISTS', records, journal, outbox, wakes) > 0 or call('HEXISTS', meta, 'letter') == 1 then
  call('ZADD', communities, 0, id)
  call('PERSIST', meta)
else
  call('ZREM', communities, id)
  call('EXPIRE', meta, 4 * day)
end
local other = string.match(held, '^[^.]+')
if letters .. soonest ~= '' and other and other ~= process then
  -- Whoever may not publish is no reason to fail: the holder looks by itself from time to time.
  redis.pcall('PUBLISH', channel .. other, soonest .. ':' .. letters .. ':' .. id)
end
return { 'kept', version }
