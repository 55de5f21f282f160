namespace Rollouts.Cli.Imports;

/// <summary>Settings that a manifest does not contain and the caller provides.</summary>
/// <param name="Environment">The environment of the plan.</param>
/// <param name="Service">The service; null for the manifest's own name.</param>
/// <param name="Source">The connection of the metrics; null for the installation's default.</param>
/// <param name="Approvers">The group that approves instead of "a person resumes it".</param>
internal sealed record ImportRequest(string Environment, string? Service, string? Source, string Approvers);
