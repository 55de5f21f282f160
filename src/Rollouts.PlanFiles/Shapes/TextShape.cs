using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>A text with a meaning: a name, a duration, a percentage.</summary>
/// <param name="why">Explains why a text is refused, if there is a specific reason.</param>
public sealed class TextShape<T>(
    string code,
    string expected,
    string pattern,
    TextShape<T>.Parse parse,
    Func<string, string?>? why = null
) : Shape<T>
{
    public delegate bool Parse(string text, [MaybeNullWhen(false)] out T value);

    public override string Expected => expected;

    public override SchemaNode Describe(SchemaBuilder schema) => SchemaNode.Pattern(pattern);

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        if (node is Scalar { Kind: ScalarKind.Text } scalar && parse(scalar.Text, out value))
        {
            return true;
        }

        value = default;
        if (node is Scalar { Kind: ScalarKind.Text } refused)
        {
            var reason = why?.Invoke(refused.Text) is { } more ? $": {more}" : "";
            return faults.Add(code, at, node.Place, $"expected {expected}, found {node.Found}{reason}");
        }

        // A version such as 1.10 is a number to YAML, and would lose its zero elsewhere.
        var quotes =
            node is Scalar { Kind: ScalarKind.Number or ScalarKind.Flag } bare && parse(bare.Text, out _)
                ? $" (write it in quotes: '{bare.Text}')"
                : "";
        return faults.Add("plan.wrong-kind", at, node.Place, $"expected {expected}, found {node.Found}{quotes}");
    }
}
