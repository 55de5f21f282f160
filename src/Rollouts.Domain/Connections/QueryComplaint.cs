namespace Rollouts.Domain.Connections;

/// <summary>Why a query cannot be used, with the code and the sentence to refuse it with.</summary>
public sealed record QueryComplaint(string Code, string Message);
