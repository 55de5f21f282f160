namespace Rollouts.Engine.Tests.Simulations;

/// <summary>One of the rules that must hold whatever happens did not.</summary>
internal sealed class LawBrokenException(string message) : Exception(message);
