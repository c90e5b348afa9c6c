-- hold.lua hands a part of the communities from one holder to another, if the first still has it.
--
-- KEYS    1 holder
-- ARGV    1 the token of who has it, "" for nobody
--         2 the token of who is to have it, "" for nobody
-- Returns the token of who has it now, "" for nobody
local has = redis.call('GET', KEYS[1]) or ''
if has == ARGV[1] then
  has = ARGV[2]
  if has == '' then
    redis.call('DEL', KEYS[1])
  else
    redis.call('SET', KEYS[1], has)
  end
end
return has
