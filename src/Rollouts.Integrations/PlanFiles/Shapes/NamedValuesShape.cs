using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.PlanFiles.Documents;

namespace Rollouts.Integrations.PlanFiles.Shapes;

/// <summary>A map whose keys the author chooses.</summary>
internal sealed class NamedValuesShape<T>(
    string says,
    string keyPattern,
    Func<string, bool> isKey,
    string keyRule,
    Shape<T> value
) : Shape<ValueList<KeyValuePair<string, T>>>
{
    public override string Expected => says;

    public override SchemaNode Describe(SchemaBuilder schema) =>
        SchemaNode
            .Of("object")
            .With("propertyNames", new JsonObject { ["pattern"] = keyPattern })
            .With("additionalProperties", value.Describe(schema).Json);

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
