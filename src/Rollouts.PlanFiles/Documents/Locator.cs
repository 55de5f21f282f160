using System.Globalization;
using Rollouts.Domain.Plans;

namespace Rollouts.PlanFiles.Documents;

/// <summary>Finds the place of a path in the file, or of its nearest existing ancestor.</summary>
public static class Locator
{
    public static Place Find(Node root, PlanPath path)
    {
        var found = root;
        foreach (
            var part in path
                .Text.Replace("[", ".[", StringComparison.Ordinal)
                .Split('.', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var next = (found, part) switch
            {
                (Sequence list, ['[', .. var digits, ']']) => list.Items.ElementAtOrDefault(
                    int.Parse(digits, CultureInfo.InvariantCulture)
                ),
                (Mapping map, var key) => map.Find(key)?.Value,
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            found = next;
        }

        return found.Place;
    }
}
