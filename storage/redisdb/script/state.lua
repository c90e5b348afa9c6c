-- state.lua stands before read.lua and commit.lua: the names of the keys, and what every reader of a community needs first.
--
-- KEYS    as listed there
-- ARGV    those of the script it stands before
-- Returns nothing by itself
local meta, records, keys, journal, outbox, heads, bodies, views, wakes, seen, writers, due, unsent, communities, token = unpack(KEYS)
local call = redis.call

-- fields reads a hash in pieces, for Lua cannot hand over more than some thousand values at once.
local function fields(hash, names, first, last)
  local all = {}
  for i = first, last, 1000 do
    for _, value in ipairs(call('HMGET', hash, unpack(names, i, math.min(i + 999, last)))) do
      all[#all + 1] = value
    end
  end
  return all
end

local function versionNow() return call('HGET', meta, 'version') or '' end

-- state is {version, answer, length of the journal, last letter's number, {number, head, …} or false when there are more than 512
-- letters, values of the records whose keys stand in ARGV from first to last}.
local function state(answer, first, last)
  local all = call('HLEN', heads) <= 512 and call('HGETALL', heads)
  local letter = tonumber(call('HGET', meta, 'letter') or 0)
  return { versionNow(), answer, call('LLEN', journal), letter, all, fields(records, ARGV, first, last) }
end
