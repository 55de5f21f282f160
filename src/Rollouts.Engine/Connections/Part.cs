using Rollouts.Domain.Connections;
using Rollouts.Storage;

namespace Rollouts.Engine.Connections;

/// <summary>A part of the installation that can be written at runtime.</summary>
public abstract record Part
{
    private Part() { }

    public abstract string Name { get; }

    /// <summary>The name of the part in sentences.</summary>
    public abstract string Title { get; }

    internal abstract StreamName Stream { get; }

    /// <summary>The part of the stream; null if the stream is of another kind.</summary>
    internal static Part? In(StreamName stream) =>
        stream.Connection is { } connection ? new OfConnection(connection)
        : stream.Setting is { } environment ? new OfEnvironment(environment)
        : null;

    /// <summary>Whether an installation has it.</summary>
    internal abstract bool IsIn(Installation installation);

    public sealed record OfConnection(ConnectionName Connection) : Part
    {
        public override string Name => Connection.Value;

        public override string Title => $"the connection '{Name}'";

        internal override StreamName Stream => StreamName.OfConnection(Connection);

        internal override bool IsIn(Installation installation) => installation.Connections.ContainsKey(Connection);
    }

    public sealed record OfEnvironment(EnvironmentName Environment) : Part
    {
        public override string Name => Environment.Value;

        public override string Title => $"the environment '{Name}'";

        internal override StreamName Stream => StreamName.OfSetting(Environment);

        internal override bool IsIn(Installation installation) => installation.Environments.ContainsKey(Environment);
    }
}
