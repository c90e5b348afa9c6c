-- check.lua looks whether the keys of one community and the indexes of its partition agree.
--
-- KEYS    1 meta, 2 records, 3 keys, 4 journal, 5 outbox, 6 heads, 7 bodies, 8 views, 9 wakes, 10 seen, 11 writers,
--         12 due, 13 unsent, 14 communities, 15 token
-- ARGV    1 the community's id
--         2 … things that the index of wake-ups was seen to name for it
-- Returns the first fault, "" when there is none
local meta, records, keys, journal, outbox, heads, bodies, views, wakes, seen, writers, due, unsent, communities = unpack(KEYS)
local id = ARGV[1]
local call = redis.call

local function types()
  local kinds = {
    'hash', 'hash', 'zset', 'list', 'zset', 'hash', 'hash', 'hash', 'zset', 'zset', 'hash', 'zset', 'set', 'zset',
    'string',
  }
  for i, key in ipairs(KEYS) do
    local kind = call('TYPE', key).ok
    if kind ~= 'none' and kind ~= kinds[i] then
      return key .. ' is a ' .. kind .. ', not a ' .. kinds[i]
    end
  end
end

local function recordKeys()
  local n, m = call('HLEN', records), call('ZCARD', keys)
  if n ~= m then
    return 'there are ' .. n .. ' records and ' .. m .. ' keys'
  end
  for _, name in ipairs(call('ZRANGE', keys, 0, -1)) do
    if call('HEXISTS', records, name) == 0 then
      return 'the key ' .. name .. ' has no record'
    end
  end
end

local function letter(number, score, last)
  if number ~= score then
    return 'letter ' .. number .. ' stands at ' .. score
  end
  if tonumber(number) > last then
    return 'letter ' .. number .. ', but the last number is ' .. last
  end
  local head = call('HGET', heads, number)
  local view = head and string.match(head, '^%d+:(.*)$')
  if not view or call('HEXISTS', bodies, number) == 0 then
    return 'letter ' .. number .. ' is not whole'
  end
  if view ~= '' and call('HGET', views, view) ~= number then
    return 'letter ' .. number .. ' is not the one known for view ' .. view
  end
  return nil, view
end

local function letters()
  local last, viewed = tonumber(call('HGET', meta, 'letter') or 0), 0
  local all = call('ZRANGE', outbox, 0, -1, 'WITHSCORES')
  for i = 1, #all, 2 do
    local fault, view = letter(all[i], all[i + 1], last)
    if fault then
      return fault
    end
    viewed = viewed + (view ~= '' and 1 or 0)
  end
  local n, m = call('HLEN', heads), call('HLEN', bodies)
  if n ~= #all / 2 or m ~= n then
    return 'there are ' .. #all / 2 .. ' letters, ' .. n .. ' heads and ' .. m .. ' bodies'
  end
  if call('HLEN', views) ~= viewed then
    return call('HLEN', views) .. ' views are known for ' .. viewed .. ' letters'
  end
  if call('SISMEMBER', unsent, id) ~= call('EXISTS', outbox) then
    return 'the mark for unsent letters is wrong'
  end
end

local function wakeUps()
  local all = call('ZRANGE', wakes, 0, -1, 'WITHSCORES')
  for i = 1, #all, 2 do
    if call('ZSCORE', due, #id .. ':' .. id .. all[i]) ~= all[i + 1] then
      return 'the wake-up of ' .. all[i] .. ' is not in the index'
    end
  end
  for i = 2, #ARGV do
    if call('ZSCORE', due, #id .. ':' .. id .. ARGV[i]) ~= call('ZSCORE', wakes, ARGV[i]) then
      return 'the wake-up of ' .. ARGV[i] .. ' is only in the index'
    end
  end
end

local function listed()
  local holds = call('EXISTS', records, journal, outbox, wakes) > 0 or call('HEXISTS', meta, 'letter') == 1
  if holds and call('HEXISTS', meta, 'version') == 0 then
    return 'it has no version'
  end
  if holds ~= (call('ZSCORE', communities, id) and true) then
    return 'it is listed: ' .. tostring(not holds) .. ', holds anything: ' .. tostring(holds)
  end
end

return types() or recordKeys() or letters() or wakeUps() or listed() or ''
