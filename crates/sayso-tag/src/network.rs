//! The kinds of networks behind one call.

use crate::config::NetworkSizes;
use crate::encoder::{Encoder, EncoderBuffers};
use crate::kernel::Kernel;
use crate::layout::Layout;
use crate::linear::Source;
use crate::quantise::Quantised;
use crate::recurrent::{Recurrent, RecurrentBuffers};

/// A compiled network without its heads.
#[derive(Clone, Debug)]
pub(crate) enum Network {
    Encoder(Box<Encoder>),
    Recurrent(Box<Recurrent>),
}

/// The buffers of a network; those of the other kinds stay empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkBuffers {
    encoder: EncoderBuffers,
    recurrent: RecurrentBuffers,
}

impl Network {
    pub(crate) fn new(source: Source<'_>) -> Self {
        let sizes = &source.model.config.sizes;
        match &source.model.config.network {
            NetworkSizes::Encoder(encoder) => {
                Self::Encoder(Box::new(Encoder::new(source, sizes, *encoder)))
            }
            NetworkSizes::Recurrent(recurrent) => {
                Self::Recurrent(Box::new(Recurrent::new(source, sizes, recurrent)))
            }
        }
    }

    /// Computes the states of all pieces, one row of bytes each.
    pub(crate) fn encode<'b>(
        &self,
        kernel: Kernel,
        layout: &Layout,
        buffers: &'b mut NetworkBuffers,
    ) -> &'b Quantised {
        match self {
            Self::Encoder(network) => network.encode(kernel, layout, &mut buffers.encoder),
            Self::Recurrent(network) => network.encode(kernel, layout, &mut buffers.recurrent),
        }
    }
}
