using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>The values of a map whose keys have all been read.</summary>
public sealed class KeyValues(Mapping mapping, PlanPath at, FaultList faults, IReadOnlyDictionary<Key, object?> values)
{
    public PlanPath At => at;

    public T Get<T>(Key<T> key) => (T)values[key]!;

    public bool Has(Key key) => mapping.Find(key.Name) is not null;

    /// <summary>Refuses the map for a reason that lies between its keys.</summary>
    public void Refuse(string code, string message) => faults.Add(code, at, mapping.Place, message);

    /// <summary>Refuses the value at a path of nested keys, with this reason.</summary>
    public void RefuseBelow(string code, string message, params IEnumerable<string> keys)
    {
        var (place, path, node) = (mapping.Place, at, (Node?)mapping);
        foreach (var key in keys)
        {
            path = path.Key(key);
            node = (node as Mapping)?.Find(key)?.Value;
            place = node?.Place ?? place;
        }

        faults.Add(code, path, place, message);
    }
}
