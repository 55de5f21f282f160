namespace Rollouts.Cli.Server;

/// <summary>The reason of the server for a refusal.</summary>
internal sealed record ServerProblem(string Code, string Detail, IReadOnlyList<ServerProblemPlace>? Errors = null);

/// <summary>One problem of a submitted plan.</summary>
internal sealed record ServerProblemPlace(int Line, int Column, string Code, string At, string Detail);
