using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Istio;

/// <summary>The subsets of a DestinationRule, changed in the tree of their object.</summary>
internal sealed class Subsets(JsonArray subsets)
{
    private const int Most = 100;

    /// <summary>Null if the object has no subsets, or one without a name.</summary>
    public static Subsets? Of(JsonObject tree) =>
        tree["spec"]?["subsets"] is JsonArray list
        && list.All(subset => BackendForm.TextOf(subset?["name"]) is not null)
            ? new Subsets(list)
            : null;

    /// <summary>Declares the candidate as the stable subset is, with its own name as the value of the label.</summary>
    public Fault? Add(BackendName candidate, BackendName stable, string label)
    {
        if (Find(candidate) is not null)
        {
            return null;
        }

        if (Find(stable) is not { } like)
        {
            return new Fault(FaultKind.NotFound, $"the DestinationRule has no subset '{stable}' to copy");
        }

        if (subsets.Count >= Most)
        {
            return new Fault(FaultKind.Refused, $"the DestinationRule has {Most} subsets; remove one");
        }

        var added = like.DeepClone().AsObject();
        added["name"] = candidate.Value;
        if (added["labels"] is not JsonObject labels)
        {
            added["labels"] = labels = [];
        }

        labels[label] = candidate.Value;
        subsets.Add((JsonNode)added);
        return null;
    }

    public void Remove(BackendName name)
    {
        if (Find(name) is { } there)
        {
            subsets.Remove(there);
        }
    }

    private JsonObject? Find(BackendName name) =>
        subsets.OfType<JsonObject>().FirstOrDefault(subset => BackendForm.TextOf(subset["name"]) == name.Value);
}
