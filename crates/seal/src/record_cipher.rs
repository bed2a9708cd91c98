//! Seals and opens the records of one visibility.

use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hmac::Hmac;
use sha2::Sha256;

use crate::key::Secret;
use crate::record::{self, Envelope};
use crate::{LogId, SealError, SealedRecord};

/// The cipher and the signer of one visibility, for one log.
pub struct RecordCipher {
    pub(crate) cipher: XChaCha20Poly1305,
    pub(crate) log: LogId,
    pub(crate) signer: Hmac<Sha256>,
}

impl RecordCipher {
    pub(crate) fn new(record_key: &Secret, log: LogId, keyed: Hmac<Sha256>) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new((&**record_key).into()),
            log,
            signer: record::signer_for_log(keyed, log),
        }
    }

    pub(crate) fn seal(&self, envelope: Envelope, body: &[u8]) -> Result<SealedRecord, SealError> {
        record::seal(&self.cipher, &self.signer, self.log, envelope, body)
    }
}
