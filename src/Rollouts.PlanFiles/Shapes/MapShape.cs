using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>A map with known keys. An unknown key is an error: a misspelt limit must not mean no limit.</summary>
/// <param name="name">The name among the schema's definitions.</param>
/// <param name="says">The map as a sentence names it: <c>a shift</c>.</param>
public sealed class MapShape<T>(string name, string says, IReadOnlyList<Key> keys, Func<KeyValues, T> build) : Shape<T>
{
    private readonly string[] _names = [.. keys.Select(key => key.Name)];

    public override string Expected => says;

    /// <summary>Keys of which the map has exactly one. The schema requires this, too.</summary>
    public IReadOnlyList<Key> ExactlyOneOf { get; init; } = [];

    /// <summary>Keys that exclude each other. The schema requires this, too.</summary>
    public IReadOnlyList<Key> AtMostOneOf { get; init; } = [];

    /// <summary>Whether the map must have at least one of its keys.</summary>
    public bool NeedsAny { get; init; }

    public override SchemaNode Describe(SchemaBuilder schema) =>
        schema.Define(
            name,
            () =>
            {
                var properties = new JsonObject();
                foreach (var key in keys)
                {
                    properties[key.Name] = Described(key, schema);
                }

                var required = keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name).ToArray();
                var described = SchemaNode
                    .Of("object")
                    .With("properties", properties)
                    .With("additionalProperties", false);
                if (required.Length > 0)
                {
                    described.With("required", new JsonArray(required));
                }

                if (NeedsAny)
                {
                    described.With("minProperties", 1);
                }

                if (ExactlyOneOf.Count > 0)
                {
                    described.With(
                        "oneOf",
                        new JsonArray([
                            .. ExactlyOneOf.Select(key => new JsonObject { ["required"] = new JsonArray(key.Name) }),
                        ])
                    );
                }

                if (AtMostOneOf.Count > 0)
                {
                    described.With(
                        "not",
                        new JsonObject
                        {
                            ["required"] = new JsonArray([.. AtMostOneOf.Select(key => (JsonNode)key.Name)]),
                        }
                    );
                }

                return described;
            }
        );

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not Mapping mapping)
        {
            return faults.Add(
                "plan.wrong-kind",
                at,
                node.Place,
                $"expected {says} as a map ({string.Join(", ", _names)}), found {node.Found}"
            );
        }

        var before = faults.Count;
        RefuseUnknown(mapping, at, faults);
        RefuseMissing(mapping, at, faults);
        var values = new Dictionary<Key, object?>(keys.Count);
        var complete = true;
        foreach (var key in keys)
        {
            complete &= key.TryRead(mapping.Find(key.Name)?.Value, at.Key(key.Name), faults, out var read);
            values[key] = read;
        }

        if (!complete || faults.Count > before)
        {
            return false;
        }

        value = build(new KeyValues(mapping, at, faults, values));
        return faults.Count == before;
    }

    // Draft 7 ignores a keyword beside $ref, so the description wraps it.
    private static JsonObject Described(Key key, SchemaBuilder schema)
    {
        var described = key.Shape.Describe(schema).Json;
        return described.ContainsKey("$ref")
            ? new JsonObject { ["description"] = key.Says, ["allOf"] = new JsonArray(described) }
            : new SchemaNode(described).With("description", key.Says).Json;
    }

    private void RefuseUnknown(Mapping mapping, PlanPath at, FaultList faults)
    {
        foreach (var entry in mapping.Entries.Where(entry => !_names.Contains(entry.Key)))
        {
            faults.Add(
                "plan.unknown-key",
                at.Key(Node.Shortened(entry.Key)),
                entry.KeyPlace,
                $"{says} has no key '{Node.Shortened(entry.Key)}'{Nearest.Hint(entry.Key, _names)} (known: "
                    + $"{string.Join(", ", _names)})"
            );
        }
    }

    private void RefuseMissing(Mapping mapping, PlanPath at, FaultList faults)
    {
        foreach (var key in keys.Where(key => key.IsRequired && mapping.Find(key.Name) is null))
        {
            faults.Add("plan.missing-key", at, mapping.Place, $"{says} needs '{key.Name}': {key.Says}");
        }

        if (NeedsAny && mapping.Entries.Count == 0)
        {
            faults.Add("plan.missing-key", at, mapping.Place, $"{says} need one of {string.Join(", ", _names)}");
        }

        var given = ExactlyOneOf.Where(key => mapping.Find(key.Name) is not null).Select(key => key.Name).ToList();
        if (ExactlyOneOf.Count > 0 && given.Count != 1)
        {
            var names = string.Join(", ", ExactlyOneOf.Select(key => key.Name));
            var found = given.Count == 0 ? "none of them" : string.Join(" and ", given);
            faults.Add("plan.one-of", at, mapping.Place, $"{says} needs exactly one of {names}; found {found}");
        }

        var both = AtMostOneOf.Where(key => mapping.Find(key.Name) is not null).Select(key => key.Name).ToList();
        if (both.Count > 1)
        {
            faults.Add(
                "plan.one-of",
                at,
                mapping.Place,
                $"{says} has at most one of {string.Join(", ", AtMostOneOf.Select(key => key.Name))}; found "
                    + string.Join(" and ", both)
            );
        }
    }
}
