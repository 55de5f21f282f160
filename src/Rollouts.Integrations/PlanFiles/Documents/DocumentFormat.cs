namespace Rollouts.Integrations.PlanFiles.Documents;

public enum DocumentFormat
{
    Yaml,
    Json,
}
