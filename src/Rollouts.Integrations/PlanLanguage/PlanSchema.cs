using System.Text.Encodings.Web;
using System.Text.Json;
using Rollouts.Integrations.PlanLanguage.Language;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.PlanLanguage;

/// <summary>The published schema, made of the very shapes that read a plan.</summary>
public static class PlanSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // It is read by people and editors, never embedded into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>JSON Schema, draft 7.</summary>
    public static string ForPlans() =>
        new SchemaBuilder().Build(PlanGrammar.Plan, "A rollout plan").ToJsonString(Indented) + "\n";
}
