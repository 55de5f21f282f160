namespace Rollouts.PlanFiles.Documents;

public enum DocumentFormat
{
    Yaml,
    Json,
}
