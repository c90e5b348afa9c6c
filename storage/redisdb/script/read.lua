-- read.lua answers one question about a community, together with the version it is true of. A reader's first question also brings what
-- every reader needs, unless it knows that from before.
--
-- KEYS    1 meta, 2 records, 3 keys, 4 journal, 5 outbox, 6 heads, 7 bodies, 8 views, 9 wakes, 10 seen, 11 writers,
--         12 due, 13 unsent, 14 communities, 15 token
-- ARGV    1 the version known, "" for that of a community that was never written
--         2 "begin": the first question. "hold": a later one, answered only while the version is the one known.
--           "any": answered whatever the version is
--         3 n: how many keys follow
--         4 … n+3 keys of records to bring along if the version is not the one known
--         n+4 the question, then what it is about:
--           "get" key …          values, false for none
--           "range" min max n    {keys, values} of at most n records between two bounds of ZRANGEBYLEX
--           "journal" from to    entries by place, 0 for the first
--           "outbox" from n      {numbers, heads, bodies} of at most n letters
--           "heads" number …     heads, false for none
--           "view" view          {number, head} of its letter, {} for none
--           "wakes"              {thing, time, …}
--           "once" id …          1 for each id seen, 0 for others
--           "all"                {keys, values, {numbers, heads, bodies}, {thing, time, …}}
-- Returns {version} when another version has come,
--         {version, answer} when it is the one known, or with "any",
--         else what state in state.lua says, with the answer and the values of the n keys
local known, mode, hot = ARGV[1], ARGV[2], tonumber(ARGV[3])

local function letters(from, n)
  local numbers = call('ZRANGEBYSCORE', outbox, from, '+inf', 'LIMIT', 0, n)
  return { numbers, fields(heads, numbers, 1, #numbers), fields(bodies, numbers, 1, #numbers) }
end

local ask = {}

function ask.get(i) return fields(records, ARGV, i, #ARGV) end

function ask.range(i)
  local names = call('ZRANGEBYLEX', keys, ARGV[i], ARGV[i + 1], 'LIMIT', 0, ARGV[i + 2])
  return { names, fields(records, names, 1, #names) }
end

function ask.journal(i) return call('LRANGE', journal, ARGV[i], ARGV[i + 1]) end

function ask.outbox(i) return letters(ARGV[i], ARGV[i + 1]) end

function ask.heads(i) return fields(heads, ARGV, i, #ARGV) end

function ask.view(i)
  local number = call('HGET', views, ARGV[i])
  return number and { number, call('HGET', heads, number) } or {}
end

function ask.wakes() return call('ZRANGE', wakes, 0, -1, 'WITHSCORES') end

function ask.once(i)
  local all = {}
  for j = i, #ARGV do
    all[#all + 1] = call('ZSCORE', seen, ARGV[j]) and 1 or 0
  end
  return all
end

function ask.all()
  local names = call('ZRANGE', keys, 0, -1)
  return { names, fields(records, names, 1, #names), letters('-inf', -1), ask.wakes() }
end

local version = versionNow()
if mode == 'hold' and version ~= known then
  return { version }
end
local answer = ask[ARGV[hot + 4]](hot + 5)
if mode ~= 'begin' or version == known then
  return { version, answer }
end
return state(answer, 4, hot + 3)
