using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>A map whose keys the author chooses.</summary>
public sealed class NamedValuesShape<T>(
    string says,
    string keyPattern,
    Func<string, bool> isKey,
    string keyRule,
    Shape<T> value
) : Shape<ValueList<KeyValuePair<string, T>>>
{
    public override string Expected => says;

    /// <summary>How many values there are at least.</summary>
    public int Least { get; init; }

    /// <summary>The maximum number of values; null for no limit.</summary>
    public int? Most { get; init; }

    public override SchemaNode Describe(SchemaBuilder schema)
    {
        var described = SchemaNode
            .Of("object")
            .With("propertyNames", new JsonObject { ["pattern"] = keyPattern })
            .With("additionalProperties", value.Describe(schema).Json);
        if (Least > 0)
        {
            described.With("minProperties", Least);
        }

        if (Most is { } most)
        {
            described.With("maxProperties", most);
        }

        return described;
    }

    public override bool TryRead(
        Node node,
        PlanPath at,
        FaultList faults,
        [MaybeNullWhen(false)] out ValueList<KeyValuePair<string, T>> values
    )
    {
        values = default;
        if (node is not Mapping mapping)
        {
            return faults.Add("plan.wrong-kind", at, node.Place, $"expected {says}, found {node.Found}");
        }

        var before = faults.Count;
        if (mapping.Entries.Count < Least || mapping.Entries.Count > (Most ?? int.MaxValue))
        {
            faults.Add("plan.wrong-count", at, node.Place, $"expected {says}, found {mapping.Entries.Count}");
        }

        List<KeyValuePair<string, T>> read = [];
        foreach (var entry in mapping.Entries)
        {
            if (!isKey(entry.Key))
            {
                faults.Add(
                    "plan.bad-name",
                    at,
                    entry.KeyPlace,
                    $"'{Node.Shortened(entry.Key)}' cannot be a name here: {keyRule}"
                );
            }
            else if (value.TryRead(entry.Value, at.Key(entry.Key), faults, out var item))
            {
                read.Add(KeyValuePair.Create(entry.Key, item));
            }
        }

        values = read.ToValueList();
        return faults.Count == before && read.Count == mapping.Entries.Count;
    }
}
