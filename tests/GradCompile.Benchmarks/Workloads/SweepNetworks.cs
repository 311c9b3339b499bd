#pragma warning disable GRAD1001, GRAD3001 // A matrix product by itself is what is measured here.

namespace GradCompile.Benchmarks.Workloads;

/// <summary>
/// Square layers of many widths for the sweep; each network is there for the kernels of its second layer, and no object of it
/// is ever made.
/// </summary>
internal static class SweepNetworks
{
    /// <summary>The width and the network of each.</summary>
    public static IReadOnlyList<(int Width, Type Network)> All { get; } =
    [
        (8, typeof(Square8)),
        (10, typeof(Square10)),
        (16, typeof(Square16)),
        (24, typeof(Square24)),
        (32, typeof(Square32)),
        (48, typeof(Square48)),
        (64, typeof(Square64)),
        (100, typeof(Square100)),
        (128, typeof(Square128)),
        (200, typeof(Square200)),
        (256, typeof(Square256)),
        (300, typeof(Square300)),
        (512, typeof(Square512)),
        (1000, typeof(Square1000)),
        (1024, typeof(Square1024)),
        (2048, typeof(Square2048)),
        (4096, typeof(Square4096)),
    ];
}

/// <summary>8 → 8.</summary>
[Network(1)]
[Dense(8)]
[Dense(8)]
[Loss(Loss.MeanSquaredError)]
public partial class Square8;

/// <summary>10 → 10.</summary>
[Network(1)]
[Dense(10)]
[Dense(10)]
[Loss(Loss.MeanSquaredError)]
public partial class Square10;

/// <summary>16 → 16.</summary>
[Network(1)]
[Dense(16)]
[Dense(16)]
[Loss(Loss.MeanSquaredError)]
public partial class Square16;

/// <summary>24 → 24.</summary>
[Network(1)]
[Dense(24)]
[Dense(24)]
[Loss(Loss.MeanSquaredError)]
public partial class Square24;

/// <summary>32 → 32.</summary>
[Network(1)]
[Dense(32)]
[Dense(32)]
[Loss(Loss.MeanSquaredError)]
public partial class Square32;

/// <summary>48 → 48.</summary>
[Network(1)]
[Dense(48)]
[Dense(48)]
[Loss(Loss.MeanSquaredError)]
public partial class Square48;

/// <summary>64 → 64.</summary>
[Network(1)]
[Dense(64)]
[Dense(64)]
[Loss(Loss.MeanSquaredError)]
public partial class Square64;

/// <summary>100 → 100.</summary>
[Network(1)]
[Dense(100)]
[Dense(100)]
[Loss(Loss.MeanSquaredError)]
public partial class Square100;

/// <summary>128 → 128.</summary>
[Network(1)]
[Dense(128)]
[Dense(128)]
[Loss(Loss.MeanSquaredError)]
public partial class Square128;

/// <summary>200 → 200.</summary>
[Network(1)]
[Dense(200)]
[Dense(200)]
[Loss(Loss.MeanSquaredError)]
public partial class Square200;

/// <summary>256 → 256.</summary>
[Network(1)]
[Dense(256)]
[Dense(256)]
[Loss(Loss.MeanSquaredError)]
public partial class Square256;

/// <summary>300 → 300.</summary>
[Network(1)]
[Dense(300)]
[Dense(300)]
[Loss(Loss.MeanSquaredError)]
public partial class Square300;

/// <summary>512 → 512.</summary>
[Network(1)]
[Dense(512)]
[Dense(512)]
[Loss(Loss.MeanSquaredError)]
public partial class Square512;

/// <summary>1000 → 1000.</summary>
[Network(1)]
[Dense(1000)]
[Dense(1000)]
[Loss(Loss.MeanSquaredError)]
public partial class Square1000;

/// <summary>1024 → 1024.</summary>
[Network(1)]
[Dense(1024)]
[Dense(1024)]
[Loss(Loss.MeanSquaredError)]
public partial class Square1024;

/// <summary>2048 → 2048.</summary>
[Network(1)]
[Dense(2048)]
[Dense(2048)]
[Loss(Loss.MeanSquaredError)]
public partial class Square2048;

/// <summary>4096 → 4096.</summary>
[Network(1)]
[Dense(4096)]
[Dense(4096)]
[Loss(Loss.MeanSquaredError)]
public partial class Square4096;
