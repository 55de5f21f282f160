namespace Rollouts.Engine.Tests.Simulations;

/// <summary>A worker dies here.</summary>
internal sealed class SimulatedCrash(string where) : Exception($"the worker died {where}");
