namespace Rollouts.Sandbox.Front;

/// <summary>A version by its name in the mesh, and its weight.</summary>
internal readonly record struct NodeWeight(string Node, int Weight);
