namespace Rollouts.Sandbox.Front;

/// <summary>A version, as the mesh calls it, and the part of the traffic it is to get.</summary>
internal readonly record struct NodeWeight(string Node, int Weight);
