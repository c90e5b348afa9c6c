-- commit.lua writes all that one Update wrote, or nothing. It may be given the same commit again and writes it once.
--
-- KEYS    1 meta, 2 records, 3 keys, 4 journal, 5 outbox, 6 heads, 7 bodies, 8 views, 9 wakes, 10 seen, 11 writers,
--         12 due, 13 unsent, 14 communities, 15 token
-- ARGV    1 the version the Update has read, "*" when it has read nothing
--         2 the process that commits, 3 the number of its commit, which rises
--         4 the community's id
--         5 the last number given to a letter, "" when no number was given
--         6 the time before which seen ids may go, "" when no id is new
--         7 n: how many ids must be new. 8 m: how many keys the Update would read again
--         9 the token of the lease it is made under, "" when it needs none
--         10 the channel on which the holder of the lease is told of it, "" when that is the process that commits
--         11 … n times: id, time; then the m keys
--         then what to write, in order, each as:
--           "put" key value · "delete" key · "append" entry
--           "letter" number head view body · "renewed" number head body: a letter that was there · "sent" number view
--           "wake" thing time · "rest" thing
-- Returns {"kept", version before}: it is written. {"again"}: it was written before. {"lost"}: another process has taken the lease.
--         {"changed", what state in state.lua says, with the values of the m keys}: the version is another one.
--         {"seen", id, …}: these ids are not new. In these three nothing is written.
--
-- The holder is told of new letters and wake-ups: the earliest of these or "", ":", "letters" or "", ":", the community's id.
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
if fence ~= '' then
  local highest = tonumber(call('GET', token) or 0)
  if tonumber(fence) < highest then
    return { 'lost' }
  elseif tonumber(fence) > highest then
    call('SET', token, fence) -- a failover has lost it
  end
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

-- Nothing below fails, unless a key is of a kind it never has. What is alike is written by one call, for each costs as much as what it writes:
-- many calls a command with all of a list, in pieces of an even length, for Lua cannot hand over more than some thousand values at once.
local function many(command, key, list)
  local changed = 0
  for i = 1, #list, 1000 do
    changed = changed + call(command, key, unpack(list, i, math.min(i + 999, #list)))
  end
  return changed
end

local function add(list, ...)
  for _, value in ipairs({ ... }) do
    list[#list + 1] = value
  end
end

local ids = {}
for i = first, hotKeys - 1, 2 do
  add(ids, ARGV[i + 1], ARGV[i])
end
many('ZADD', seen, ids)
if old ~= '' then
  many('ZREM', seen, call('ZRANGEBYSCORE', seen, '-inf', '(' .. old, 'LIMIT', 0, pruneEach * tonumber(fresh)))
  call('EXPIRE', seen, 4 * day)
end

local function member(thing) return #id .. ':' .. id .. thing end

local put, putKeys, deleted, entries = {}, {}, {}, {}
local numbers, headOf, bodyOf, viewOf, gone, goneViews = {}, {}, {}, {}, {}, {}
local woken, wokenDue, rested, restedDue = {}, {}, {}, {}
local letters, soonest = '', ''

-- Each takes its arguments from i on and returns how many they are.
local take = {
  put = function(i)
    add(put, ARGV[i], ARGV[i + 1])
    add(putKeys, 0, ARGV[i])
    return 2
  end,
  delete = function(i)
    add(deleted, ARGV[i])
    return 1
  end,
  append = function(i)
    add(entries, ARGV[i])
    return 1
  end,
  letter = function(i)
    add(numbers, ARGV[i], ARGV[i])
    add(headOf, ARGV[i], ARGV[i + 1])
    add(bodyOf, ARGV[i], ARGV[i + 3])
    if ARGV[i + 2] ~= '' then
      add(viewOf, ARGV[i + 2], ARGV[i])
    end
    letters = 'letters'
    return 4
  end,
  renewed = function(i)
    add(headOf, ARGV[i], ARGV[i + 1])
    add(bodyOf, ARGV[i], ARGV[i + 2])
    letters = 'letters'
    return 3
  end,
  sent = function(i)
    add(gone, ARGV[i])
    if ARGV[i + 1] ~= '' then
      add(goneViews, ARGV[i + 1])
    end
    return 2
  end,
  wake = function(i)
    add(woken, ARGV[i + 1], ARGV[i])
    add(wokenDue, ARGV[i + 1], member(ARGV[i]))
    if soonest == '' or tonumber(ARGV[i + 1]) < tonumber(soonest) then
      soonest = ARGV[i + 1]
    end
    return 2
  end,
  rest = function(i)
    add(rested, ARGV[i])
    add(restedDue, member(ARGV[i]))
    return 1
  end,
}
while next <= #ARGV do
  next = next + 1 + take[ARGV[next]](next + 1)
end

if many('HSET', records, put) > 0 then
  many('ZADD', keys, putKeys)
end
many('HDEL', records, deleted)
many('ZREM', keys, deleted)
many('RPUSH', journal, entries)
many('ZREM', outbox, gone) -- what goes before what comes, for a view may have both
many('HDEL', heads, gone)
many('HDEL', bodies, gone)
many('HDEL', views, goneViews)
many('ZADD', outbox, numbers)
many('HSET', heads, headOf)
many('HSET', bodies, bodyOf)
many('HSET', views, viewOf)
many('ZADD', wakes, woken)
many('ZADD', due, wokenDue)
many('ZREM', wakes, rested)
many('ZREM', due, restedDue)

call('HSET', meta, 'version', process .. ':' .. number)
if letter ~= '' then
  call('HSET', meta, 'letter', letter)
end
call('HSET', writers, process, number)
call('EXPIRE', writers, hour)
if letters ~= '' then
  call('SADD', unsent, id)
elseif #gone > 0 and call('EXISTS', outbox) == 0 then
  call('SREM', unsent, id)
end
if #put + #entries + #headOf + #woken > 0 or letter ~= '' then
  if version == '' or call('PERSIST', meta) == 1 then -- it held nothing
    call('ZADD', communities, 0, id)
  end
elseif call('EXISTS', records, journal, outbox, wakes) == 0 and call('HEXISTS', meta, 'letter') == 0 then
  call('ZREM', communities, id)
  call('EXPIRE', meta, 4 * day)
end
if letters .. soonest ~= '' and channel ~= '' then
  -- Whoever may not publish is no reason to fail: the holder looks by itself from time to time.
  redis.pcall('PUBLISH', channel, soonest .. ':' .. letters .. ':' .. id)
end
return { 'kept', version }
