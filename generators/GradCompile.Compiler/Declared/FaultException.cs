using System;

namespace GradCompile.Compiler.Declared;

/// <summary>Carries the first fault out of lowering; it never leaves the compiler.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Message)
{
    /// <param name="fix">What an editor offers to do about it, if it is mechanical.</param>
    public FaultException(string id, Origin origin, string message, Fix? fix = null)
        : this(new Fault(id, message, origin, fix is null ? default : new EquatableArray<Fix>(fix)))
    {
    }

    public Fault Fault { get; } = fault;
}
