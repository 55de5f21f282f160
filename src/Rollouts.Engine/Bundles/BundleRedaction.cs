using System.Text.Json.Nodes;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.Engine.Bundles;

/// <summary>Hides secrets in the texts of a bundle, which leaves the installation.</summary>
internal static class BundleRedaction
{
    /// <summary>Hides secrets in every text under a node. Returns true if there was one.</summary>
    public static bool Redact(JsonNode? node)
    {
        var found = false;
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.ToList())
                {
                    found |= Replace(value, hidden => map[key] = hidden);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    found |= Replace(list[i], hidden => list[at] = hidden);
                }

                break;
        }

        return found;
    }

    private static bool Replace(JsonNode? value, Action<string> replace)
    {
        if (value is not JsonValue text || !text.TryGetValue<string>(out var written))
        {
            return Redact(value);
        }

        var hidden = SecretScan.HideIn(written);
        if (hidden == written)
        {
            return false;
        }

        replace(hidden);
        return true;
    }
}
