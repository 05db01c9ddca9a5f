-- Tables, strings and closures: queens on a board, words counted and sorted, and a tree that is built and walked.
local function queens(size)
  local columns, up, down, found = {}, {}, {}, 0
  local function place(row)
    if row > size then
      found = found + 1
      return
    end
    for column = 1, size do
      if not columns[column] and not up[row + column] and not down[row - column] then
        columns[column], up[row + column], down[row - column] = true, true, true
        place(row + 1)
        columns[column], up[row + column], down[row - column] = nil, nil, nil
      end
    end
  end
  place(1)
  return found
end

local function words(rounds)
  local counts = {}
  for round = 1, rounds do
    local text = string.format("round %d of the table and the string, the word and the count %x", round % 50, round % 16)
    for word in text:gmatch("%w+") do
      counts[word] = (counts[word] or 0) + 1
    end
  end
  local list = {}
  for word, count in pairs(counts) do
    list[#list + 1] = word .. "=" .. count
  end
  table.sort(list)
  return #list .. " " .. table.concat(list, ",", 1, 5)
end

local function tree(depth)
  if depth == 0 then
    return { value = 1 }
  end
  return { left = tree(depth - 1), right = tree(depth - 1), value = depth }
end

local function sum(node)
  return node and node.value + sum(node.left) + sum(node.right) or 0
end

local total = 0
for round = 1, 200 do
  total = total + sum(tree(14))
end
print(queens(9), words(500000), total)
