namespace Rollouts.Cli.Tests.Servers;

/// <summary>Tests that share one server. They run one after another: all move the same sandbox.</summary>
[CollectionDefinition(Name)]
public sealed class OneServer : ICollectionFixture<RunningServer>
{
    public const string Name = "server";
}
