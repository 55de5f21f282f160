using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// A list of backends with weights, changed in the tree that it is part of. A share is a weight's part of their sum.
/// </summary>
internal sealed class WeightedBackends(JsonArray items, BackendForm form)
{
    /// <summary>Null if the list has an item without a name or a valid weight.</summary>
    public static WeightedBackends? Of(JsonNode? items, BackendForm form) =>
        items is JsonArray list
        && list.All(item => item is JsonObject one && form.NameOf(one) is not null && BackendForm.IsValid(one))
            ? new WeightedBackends(list, form)
            : null;

    public bool Has(BackendName name) => All(name).Any();

    public bool HasTwice(BackendName name) => All(name).Skip(1).Any();

    public string? NamespaceOf(BackendName name) => All(name).Select(form.NamespaceOf).FirstOrDefault();

    public long WeightOf(BackendName name) => All(name).Sum(WeightOf);

    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var all = items.OfType<JsonObject>().Sum(WeightOf);
        var (ours, theirs) = (WeightOf(candidate), WeightOf(stable));
        return new Portions(ours, theirs, all - ours - theirs).See(Has(candidate));
    }

    /// <summary>
    /// Splits the weight that other backends leave between the two. Other backends keep their weights, so the sum of
    /// the two stays as close to its previous value as the ratio allows.
    /// </summary>
    public void Share(BackendName candidate, BackendName stable, Weight share)
    {
        var hasOthers = See(candidate, stable).Other != Weight.Zero;
        var sum = WeightOf(candidate) + WeightOf(stable);
        var (one, other) = form.Grid.Nearest(share);
        var times =
            hasOthers ? Math.Clamp(sum / (one + other), 1, Math.Max(1, Ceiling / Math.Max(one, other)))
            : form.Whole % (one + other) == 0 ? form.Whole / (one + other)
            : 1;
        Set(candidate, one * times);
        Set(stable, other * times);
    }

    /// <summary>Adds the candidate at weight 0, with the stable backend's settings.</summary>
    public Fault? Add(BackendName candidate, BackendName stable)
    {
        if (items.Count >= form.Most)
        {
            return new Fault(
                FaultKind.Refused,
                $"a route has {form.Most} backends at most; remove one before '{candidate}' is added"
            );
        }

        // A single backend may have no weight, which means all traffic. It must keep that meaning next to a second one.
        foreach (var item in items.OfType<JsonObject>().Where(item => item["weight"] is null))
        {
            item["weight"] = WeightOf(item);
        }

        var added = Like(candidate, stable);
        added["weight"] = 0;
        items.Add((JsonNode)added);
        return null;
    }

    public void Remove(BackendName name)
    {
        foreach (var item in All(name).ToList())
        {
            items.Remove(item);
        }
    }

    /// <summary>The stable backend with the candidate's name.</summary>
    public JsonObject Like(BackendName candidate, BackendName stable)
    {
        var made = (All(candidate).FirstOrDefault() ?? All(stable).FirstOrDefault())?.DeepClone().AsObject() ?? [];
        form.Rename(made, candidate.Value);
        return made;
    }

    /// <summary>Whether this is the backend and no other.</summary>
    public bool IsAlone(BackendName name) => items.Count == 1 && Has(name);

    private int Ceiling => form.Grid is WeightGrid.RatioUpTo ratio ? ratio.Ceiling : int.MaxValue;

    private void Set(BackendName name, long weight)
    {
        foreach (var item in All(name).Where(item => WeightOf(item) != weight))
        {
            item["weight"] = weight;
        }
    }

    private IEnumerable<JsonObject> All(BackendName name) =>
        items.OfType<JsonObject>().Where(item => form.Is(item, name.Value));

    private long WeightOf(JsonObject item) => BackendForm.WeightOf(item) ?? form.Unsaid(items.Count);
}
