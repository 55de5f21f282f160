using System.Globalization;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>A number within bounds, whole or not.</summary>
internal sealed class NumberShape(decimal least, decimal most, bool whole) : Shape<decimal>
{
    public override string Expected => $"a {(whole ? "whole number" : "number")} from {least} to {most}";

    public override SchemaNode Describe(SchemaBuilder schema) =>
        SchemaNode.Of(whole ? "integer" : "number").With("minimum", least).With("maximum", most);

    public override bool TryRead(Node node, PlanPath at, FaultList faults, out decimal value)
    {
        value = 0;
        if (node is not Scalar { Kind: ScalarKind.Number } scalar)
        {
            return faults.Add("plan.wrong-kind", at, node.Place, $"expected {Expected}, found {node.Found}");
        }

        // Hexadecimal, octal, NaN and infinity are numbers to YAML and mistakes in a plan.
        var parsed =
            decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && value >= least
            && value <= most
            && (!whole || value == decimal.Truncate(value));
        return parsed || faults.Add("plan.bad-number", at, node.Place, $"expected {Expected}, found {node.Found}");
    }
}
