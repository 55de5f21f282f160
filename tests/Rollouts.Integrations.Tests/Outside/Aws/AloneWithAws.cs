namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>Tests that change the environment of the process run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class AloneWithAws
{
    public const string Name = "The environment of AWS";
}
